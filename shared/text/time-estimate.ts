import { formatSpeed } from '../format/bytes.ts';
import { formatNumber } from '../format/counts.ts';
import { formatDuration } from '../format/duration.ts';
import type { TimeEstimate } from '../models/plan-estimate.ts';
import { putImagesPerSecond } from '../models/plan-estimate.ts';

/** `2 min`, at least one second. */
export const describeEstimatedSeconds = ({ seconds }: TimeEstimate): string =>
  formatDuration(Math.max(1, seconds));

/** What an estimate is based on: `as measured on this route (12.3 MB/s)`. */
export function describeBasis({ limit, putImageCalls, measured }: TimeEstimate): string {
  if (limit === 'quota')
    return `ECR accepts ${putImagesPerSecond} of ${formatNumber(putImageCalls)} manifests and tags a second`;
  return measured ? `as measured on this route (${formatSpeed(measured.bytesPerSecond)})` : 'if 100 Mbit/s';
}

/** `About 2 min, if 100 Mbit/s`; `About 40 s: ECR accepts 10 of 400 manifests and tags a second`. */
export const describeEstimate = (estimate: TimeEstimate): string =>
  `About ${describeEstimatedSeconds(estimate)}${estimate.limit === 'quota' ? ':' : ','} ${describeBasis(estimate)}`;
