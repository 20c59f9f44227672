import { formatBytes, formatSpeed } from '../format/bytes.ts';
import { formatNumber } from '../format/counts.ts';
import { formatDuration } from '../format/duration.ts';
import type { TimeEstimate } from '../models/plan-estimate.ts';
import { minMeasuredBytes, putImagesPerSecond } from '../models/plan-estimate.ts';

/** `2 min`, at least one second. */
const describeSeconds = (seconds: number): string => formatDuration(Math.max(1, seconds));

const describeQuota = ({ putImageCalls }: TimeEstimate): string =>
  `ECR accepts ${putImagesPerSecond} of ${formatNumber(putImageCalls)} PutImage requests a second`;

const whenKnown = `known after a transfer of ${formatBytes(minMeasuredBytes)} or more on this route`;

/** Whether the quota alone takes long enough to be stated. */
const isQuotaNotable = (atLeast: number): boolean => atLeast > 1;

/** A time and what it is based on: `About 2 min` and `as measured on this route (12.3 MB/s)`. */
export function describeTime(estimate: TimeEstimate): { readonly time: string; readonly basis?: string } {
  if (estimate.kind === 'unmeasured')
    return isQuotaNotable(estimate.atLeast)
      ? { time: `At least ${describeSeconds(estimate.atLeast)}`, basis: describeQuota(estimate) }
      : { time: 'Not known', basis: whenKnown };
  const time = `About ${describeSeconds(estimate.seconds)}`;
  if (estimate.limit === 'quota') return { time, basis: describeQuota(estimate) };
  const { measured } = estimate;
  return measured
    ? { time, basis: `as measured on this route (${formatSpeed(measured.bytesPerSecond)})` }
    : { time };
}

/** `About 2 min, as measured on this route (12.3 MB/s)`; `At least 40 s: ECR accepts 10 of 400 PutImage requests a second`. */
export function describeEstimate(estimate: TimeEstimate): string {
  if (estimate.kind === 'unmeasured' && !isQuotaNotable(estimate.atLeast)) return `The time is ${whenKnown}`;
  const { time, basis } = describeTime(estimate);
  if (basis === undefined) return time;
  const isQuota = estimate.kind === 'unmeasured' || estimate.limit === 'quota';
  return `${time}${isQuota ? ':' : ','} ${basis}`;
}
