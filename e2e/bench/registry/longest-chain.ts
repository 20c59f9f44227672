import type { CallRecord } from '../../../electron/local-ecr/calls/call-log.ts';

/**
 * The maximum number of calls that each began after the end of the previous one: the minimum number of round trips of a
 * copy, however fast the link. Calls without an end were aborted and do not count.
 */
export function longestChain(records: readonly Pick<CallRecord, 'startedAt' | 'endedAt'>[]): number {
  let length = 0;
  let end = Number.NEGATIVE_INFINITY;
  const ended = records.flatMap(({ startedAt, endedAt }) =>
    endedAt === undefined ? [] : [{ startedAt, endedAt }],
  );
  // The call that ends first leaves the most time for others.
  for (const { startedAt, endedAt } of ended.toSorted((a, b) => a.endedAt - b.endedAt)) {
    if (startedAt < end) continue;
    length += 1;
    end = endedAt;
  }
  return length;
}
