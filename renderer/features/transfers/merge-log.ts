import type { TransferLog } from '../../../shared/models/transfer-log.ts';

/** What is known of a log and the lines after it: those that the main process forgot meanwhile go here, too. */
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
