import { formatBytes } from '../../../shared/format/bytes.ts';
import { formatNumber } from '../../../shared/format/counts.ts';
import { formatDuration } from '../../../shared/format/duration.ts';
import type { Batch } from '../../../shared/models/batch.ts';
import type { NamedNumber } from '../../components/numbers.tsx';
import { Numbers } from '../../components/numbers.tsx';
import { usualSpeed } from '../../models/usual-speed.ts';
import { batchNumbers } from './batch-rows.ts';

/** All plans together in a few numbers, growing while they are made. */
export function BatchFacts({ batch }: { readonly batch: Batch }) {
  const { planned, creates, tags, going } = batchNumbers(batch);
  const numbers: readonly NamedNumber[] = [
    [
      'Repositories',
      formatNumber(planned),
      creates > 0 ? `${formatNumber(creates)} to be created` : 'All there already',
    ],
    ['Images', formatNumber(going.images)],
    [
      'Tags to write',
      formatNumber(tags.create + tags.move),
      tags.move > 0 ? `${formatNumber(tags.move)} moved` : `${formatNumber(tags.unchanged)} already there`,
    ],
    ['Already there', formatBytes(going.alreadyThere)],
    [
      'To move',
      formatBytes(going.toMove),
      going.toMove > 0
        ? `About ${formatDuration(Math.max(1, going.toMove / usualSpeed.bytesPerSecond))} at ${usualSpeed.words}`
        : 'Only manifests and tags',
    ],
  ];
  return <Numbers label="All plans in numbers" numbers={numbers} isBusy={batch.state.kind === 'working'} />;
}
