import type { TransferLog } from '../../../shared/models/transfer-log.ts';

/** Appends new lines to a log, and removes those that the main process no longer stores. */
export function mergeLog(known: TransferLog | undefined, later: TransferLog): TransferLog {
  if (!known) return later;
  if (later.entries.length === 0 && later.forgotten === known.forgotten) return known;
  const last = known.entries.at(-1)?.number ?? 0;
  return {
    entries: [...known.entries, ...later.entries.filter(({ number }) => number > last)].filter(
      ({ number }) => number > later.forgotten,
    ),
    forgotten: later.forgotten,
  };
}
