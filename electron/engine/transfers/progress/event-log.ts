import type { LogEntry, TransferLog } from '../../../../shared/models/transfer-log.ts';

/** The oldest lines make room: an image of many layers fills some twenty. */
const mostEntries = 2_000;

/** What happened in a transfer, line by line. */
export interface EventLog {
  add(level: LogEntry['level'], text: string): void;
  /** The lines after the one with this number; all that are held when it is undefined. */
  read(after?: number): TransferLog;
}

export function createEventLog(clock: () => number): EventLog {
  let entries: LogEntry[] = [];
  let count = 0;
  return {
    add(level, text) {
      count += 1;
      entries.push({ number: count, at: clock(), level, text });
      // Now and then, so that a line does not move all others.
      if (entries.length >= mostEntries * 1.25) entries = entries.slice(-mostEntries);
    },
    read(after = 0) {
      return { entries: entries.filter(({ number }) => number > after), forgotten: count - entries.length };
    },
  };
}
