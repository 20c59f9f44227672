import { formatBytes } from '../../../shared/format/bytes.ts';
import { formatNumber } from '../../../shared/format/counts.ts';
import type { MeasuredSpeed } from '../../../shared/models/plan-estimate.ts';
import { estimateTime } from '../../../shared/models/plan-estimate.ts';
import { describeEstimate } from '../../../shared/text/time-estimate.ts';
import type { Batch } from '../../../shared/models/batch.ts';
import type { NamedNumber } from '../../components/numbers.tsx';
import { Numbers } from '../../components/numbers.tsx';
import { batchNumbers } from './batch-rows.ts';

interface Props {
  readonly batch: Batch;
  /** The speed of earlier transfers on the route; undefined when it is not measured. */
  readonly measured: MeasuredSpeed | undefined;
}

/** The totals of all plans, updated while planning. */
export function BatchFacts({ batch, measured }: Props) {
  const { planned, creates, tags, putImageCalls, replicated } = batchNumbers(batch);
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
        ? describeEstimate(
            estimateTime(
              { toTransfer: replicated.toTransfer, uploadBytes: replicated.toTransfer },
              putImageCalls,
              measured,
            ),
          )
        : 'Only manifests and tags',
    ],
  ];
  return <Numbers label="Plan totals" numbers={numbers} isBusy={batch.state.kind === 'working'} />;
}
