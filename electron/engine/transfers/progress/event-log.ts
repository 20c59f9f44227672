import type { LogEntry, TransferLog } from '../../../../shared/models/transfer-log.ts';

/** Older lines are removed: an image with many layers has about twenty. */
const maxEntries = 2_000;

/** The log of a transfer. */
export interface EventLog {
  add(level: LogEntry['level'], text: string): void;
  /** The lines after the one with the number `after`; all that are in memory when it is undefined. */
  read(after?: number): TransferLog;
}

/**
 * @param clock milliseconds since 1970.
 * @param trace called with every line.
 */
export function createEventLog(
  clock: () => number,
  trace: (text: string) => void = () => undefined,
): EventLog {
  let entries: LogEntry[] = [];
  let count = 0;
  return {
    add(level, text) {
      count += 1;
      trace(text);
      entries.push({ number: count, at: clock(), level, text });
      // Removing many lines at a time avoids copying the list for every line.
      if (entries.length >= maxEntries * 1.25) entries = entries.slice(-maxEntries);
    },
    read(after = 0) {
      return { entries: entries.filter(({ number }) => number > after), forgotten: count - entries.length };
    },
  };
}
