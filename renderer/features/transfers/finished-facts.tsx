import type { ReactNode } from 'react';
import { formatBytes, formatSpeed } from '../../../shared/format/bytes.ts';
import { formatCount } from '../../../shared/format/counts.ts';
import { formatExact } from '../../../shared/format/dates.ts';
import { formatElapsed } from '../../../shared/format/duration.ts';
import type { Transfer } from '../../../shared/models/transfer.ts';
import { countCopiedLayers } from './copied-layers.ts';
import styles from './transfer.module.css';

interface Props {
  readonly transfer: Transfer;
  /** Milliseconds since 1970. */
  readonly finishedAt: number;
}

const describe = (count: number, size: number): string =>
  count === 0 ? formatBytes(size) : `${formatBytes(size)} in ${formatCount(count, 'layer')}`;

/** When a transfer finished, how long it took, its average speed, and how its layers came to the destination. */
export function FinishedFacts({ transfer, finishedAt }: Props) {
  const { bytes, copyStartedAt, layers } = transfer;
  const { sent, mounted, existing } = countCopiedLayers(layers);
  const seconds = copyStartedAt === undefined ? 0 : (finishedAt - copyStartedAt) / 1000;
  return (
    <dl className={styles.finished}>
      <Fact title="Finished">{formatExact(finishedAt)}</Fact>
      {copyStartedAt !== undefined && <Fact title="Duration">{formatElapsed(seconds)}</Fact>}
      {seconds > 0 && bytes.transferred > 0 && (
        <Fact title="Average speed">{formatSpeed(bytes.transferred / seconds)}</Fact>
      )}
      <Fact title="Sent">
        {bytes.transferred === 0 ? 'Nothing' : describe(sent.count, bytes.transferred)}
      </Fact>
      {mounted.bytes > 0 && <Fact title="Mounted">{describe(mounted.count, mounted.bytes)}</Fact>}
      {existing.bytes > 0 && (
        <Fact title="Already at destination">{describe(existing.count, existing.bytes)}</Fact>
      )}
    </dl>
  );
}

const Fact = ({ title, children }: { readonly title: string; readonly children: ReactNode }) => (
  <div>
    <dt>{title}</dt>
    <dd>{children}</dd>
  </div>
);
