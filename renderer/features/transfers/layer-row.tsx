import { memo } from 'react';
import { shortDigest } from '../../../shared/models/image.ts';
import type { LayerProgress } from '../../../shared/models/transfer.ts';
import { ProgressBar } from '../../components/progress-bar.tsx';
import { formatBytes } from '../../../shared/format/bytes.ts';
import styles from './transfer.module.css';
import { bytesThere, describeLayer, toneOf } from './progress.ts';

interface Props {
  readonly layer: LayerProgress;
  /** True when what failed stands above already. */
  readonly brief: boolean;
  /** Whether the transfer stands still. */
  readonly held: boolean;
}

/** One layer on its way. */
export const LayerRow = memo(function LayerRow({ layer, brief, held }: Props) {
  const { digest, kind, size, state } = layer;
  const words = describeLayer(layer, held);
  const name = `${kind === 'config' ? 'Config' : 'Layer'} ${shortDigest(digest)}`;
  const value = size === 0 ? Number(toneOf(state) === 'success') : bytesThere(layer) / size;
  return (
    <li className={styles.layer}>
      <span className={styles.mono} title={digest}>
        {shortDigest(digest)}
      </span>
      <span className={styles.faint}>{kind === 'config' ? 'Config' : 'Layer'}</span>
      <span className={styles.number}>{formatBytes(size)}</span>
      <ProgressBar label={name} value={value} text={words} tone={toneOf(state)} />
      <span className={state.kind === 'failed' ? styles.failed : styles.faint}>
        {words}
        {state.kind === 'failed' && !brief && `: ${state.error.message}`}
      </span>
    </li>
  );
});
