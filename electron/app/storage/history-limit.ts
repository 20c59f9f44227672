import type { HistoryLimit } from '../../../shared/models/history.ts';
import type { History } from '../../engine/storage/history.ts';
import { createSingleFlight } from '../../engine/async/single-flight.ts';
import type { HistoryExcess } from '../../engine/storage/history-table.ts';

const day = 24 * 3_600_000;

/**
 * @param now milliseconds since 1970.
 * @returns the entries that the limit deletes at this time; undefined when it deletes none.
 */
export function findHistoryExcess(limit: HistoryLimit, now: number): HistoryExcess | undefined {
  switch (limit.kind) {
    case 'unlimited':
      return undefined;
    case 'entries':
      return { kind: 'over', entries: limit.entries };
    case 'days':
      return { kind: 'before', time: now - limit.days * day };
  }
}

interface LimitPorts {
  readonly history: Pick<History, 'trim'>;
  readonly limit: () => HistoryLimit;
  /** Called with the number of deleted entries. */
  readonly onTrimmed: (count: number) => void;
  /** Called when the limit could not be applied. It is applied again after the next transfer. */
  readonly onFailed: (error: unknown) => void;
}

/**
 * Deletes the entries beyond the limit of the settings. Calls during a deletion share its result.
 * The returned function never rejects.
 */
export function createHistoryTrimmer({
  history,
  limit,
  onTrimmed,
  onFailed,
}: LimitPorts): () => Promise<void> {
  const shareTrim = createSingleFlight<void>();
  const trim = async (): Promise<void> => {
    const excess = findHistoryExcess(limit(), Date.now());
    if (!excess) return;
    try {
      const count = await history.trim(excess);
      if (count > 0) onTrimmed(count);
    } catch (error) {
      onFailed(error);
    }
  };
  return () => shareTrim('trim', trim);
}
