import { formatBytes } from '../../../shared/format/bytes.ts';
import { formatNumber } from '../../../shared/format/counts.ts';
import { formatDuration } from '../../../shared/format/duration.ts';
import type { Batch } from '../../../shared/models/batch.ts';
import type { NamedNumber } from '../../components/numbers.tsx';
import { Numbers } from '../../components/numbers.tsx';
import { referenceSpeed } from '../../models/reference-speed.ts';
import { batchNumbers } from './batch-rows.ts';

/** The totals of all plans, updated while planning. */
export function BatchFacts({ batch }: { readonly batch: Batch }) {
  const { planned, creates, tags, replicated } = batchNumbers(batch);
  const numbers: readonly NamedNumber[] = [
    ['Repositories', formatNumber(planned), creates > 0 ? `${formatNumber(creates)} to create` : 'All exist'],
    ['Images', formatNumber(replicated.images)],
    [
      'Tags to write',
      formatNumber(tags.create + tags.move),
      tags.move > 0 ? `${formatNumber(tags.move)} moved` : `${formatNumber(tags.unchanged)} unchanged`,
    ],
    ['Already at destination', formatBytes(replicated.alreadyAtDestination)],
    [
      'To transfer',
      formatBytes(replicated.toTransfer),
      replicated.toTransfer > 0
        ? `About ${formatDuration(Math.max(1, replicated.toTransfer / referenceSpeed.bytesPerSecond))} at ${referenceSpeed.label}`
        : 'Only manifests and tags',
    ],
  ];
  return <Numbers label="Plan totals" numbers={numbers} isBusy={batch.state.kind === 'working'} />;
}
