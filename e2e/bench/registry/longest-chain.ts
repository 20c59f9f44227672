import type { CallRecord } from '../../../electron/local-ecr/calls/call-log.ts';

/**
 * The most calls of which each began after the end of the one before: so many round trips a copy takes at the least,
 * however fast the link. Calls without an end were given up and do not count.
 */
export function longestChain(records: readonly Pick<CallRecord, 'startedAt' | 'endedAt'>[]): number {
  let length = 0;
  let end = Number.NEGATIVE_INFINITY;
  const ended = records.flatMap(({ startedAt, endedAt }) =>
    endedAt === undefined ? [] : [{ startedAt, endedAt }],
  );
  // What ends first leaves the most room for others.
  for (const { startedAt, endedAt } of ended.toSorted((a, b) => a.endedAt - b.endedAt)) {
    if (startedAt < end) continue;
    length += 1;
    end = endedAt;
  }
  return length;
}
