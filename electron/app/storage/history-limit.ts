import type { HistoryLimit } from '../../../shared/models/history.ts';
import { createSingleFlight } from '../../engine/async/single-flight.ts';
import type { History } from '../../engine/history/history.ts';
import type { HistoryExcess } from '../../engine/storage/history-table.ts';

const day = 24 * 3_600_000;

/** What a limit deletes at this time; undefined when it deletes nothing. @param now milliseconds since 1970 */
export function excessOf(limit: HistoryLimit, now: number): HistoryExcess | undefined {
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
  /** So many entries were deleted. */
  readonly trimmed: (count: number) => void;
  /** The limit could not be applied; it is applied again after the next transfer. */
  readonly failed: (error: unknown) => void;
}

/** Keeps the history within the limit that the person has set. Asked several times at once, it works once. */
export function keepHistoryWithin({ history, limit, trimmed, failed }: LimitPorts): () => Promise<void> {
  const shareTrim = createSingleFlight<void>();
  const trim = async (): Promise<void> => {
    const excess = excessOf(limit(), Date.now());
    if (!excess) return;
    try {
      const count = await history.trim(excess);
      if (count > 0) trimmed(count);
    } catch (error) {
      failed(error);
    }
  };
  return () => shareTrim('trim', trim);
}
