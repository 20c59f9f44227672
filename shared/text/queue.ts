import { formatBytesOf } from '../format/bytes.ts';
import { formatNumber } from '../format/counts.ts';
import { formatTimeLeft } from '../format/duration.ts';
import type { QueueSummary } from '../models/queue-summary.ts';

const countTexts = [
  ['running', 'running'],
  ['waiting', 'queued'],
  ['paused', 'paused'],
  ['waitingForCredentials', 'waiting for credentials'],
  ['interrupted', 'interrupted'],
  ['failed', 'failed'],
  ['cancelled', 'canceled'],
  ['done', 'done'],
] as const satisfies readonly (readonly [keyof QueueSummary, string])[];

/** `3 running`, `12 queued`, `1 failed`: the counts that are not zero. */
const listCounts = (summary: QueueSummary): readonly string[] =>
  countTexts.flatMap(([key, text]) => (summary[key] > 0 ? `${formatNumber(summary[key])} ${text}` : []));

const isActive = ({ running, waiting }: QueueSummary): boolean => running + waiting > 0;

/** `3 running · 12 queued · 1 failed · 4.5 of 12.0 GB · 3 min left`, as far as each applies; empty without transfers. */
export function describeQueue(summary: QueueSummary): string {
  const { bytes, secondsLeft } = summary;
  return [
    ...listCounts(summary),
    ...(bytes.toTransfer > 0 ? [formatBytesOf(bytes.transferred, bytes.toTransfer)] : []),
    ...(isActive(summary) ? [formatTimeLeft(secondsLeft)] : []),
  ].join(' · ');
}

/** `3 running, 12 queued, 1 failed, 3 min left` while work is left; undefined when none is. */
export function describeWorkLeft(summary: QueueSummary): string | undefined {
  if (!isActive(summary) && summary.paused + summary.waitingForCredentials === 0) return undefined;
  const left = { ...summary, interrupted: 0, cancelled: 0, done: 0 };
  return [
    ...listCounts(left),
    ...(summary.secondsLeft === undefined ? [] : [formatTimeLeft(summary.secondsLeft)]),
  ].join(', ');
}
