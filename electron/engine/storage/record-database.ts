import { dirname } from 'node:path';
import type { RecordChange } from '../transfers/store/transfer-store.ts';
import type { HistoryTable } from './history-table.ts';
import { openHistoryTable } from './history-table.ts';
import type { FileNotRead } from './import-old-files.ts';
import { importOldFiles } from './import-old-files.ts';
import { openDatabase } from './open-database.ts';
import type { QueueTable } from './queue-table.ts';
import { openQueueTable } from './queue-table.ts';
import { inTransaction } from './transaction.ts';

/** The open database of queue and history. Every function throws what SQLite reports. */
export interface RecordDatabase {
  readonly queue: QueueTable;
  readonly history: HistoryTable;
  /** Files of earlier versions that cannot be read and stay unchanged. */
  readonly notRead: readonly FileNotRead[];
  /** Calls `work` in a transaction, which is rolled back when `work` throws. */
  transaction<T>(work: () => T): T;
  /** Makes all of these changes, or none of them. */
  apply(changes: readonly RecordChange[]): void;
  /** How many records of files of earlier versions could not be decoded. */
  unreadable(): number;
  close(): void;
}

/** Opens `records.db` and imports the files of earlier versions in the same folder. @param now milliseconds since 1970. */
export function openRecordDatabase(path: string, now: number): RecordDatabase {
  const database = openDatabase(path);
  try {
    const queue = openQueueTable(database);
    const history = openHistoryTable(database);
    const unreadable = database.prepare('SELECT count(*) AS count FROM unreadable');
    const notRead = importOldFiles(dirname(path), { database, queue, history }, now);

    const apply = (change: RecordChange): void => {
      switch (change.kind) {
        case 'queued':
          return queue.put(change.transfer);
        case 'reordered':
          return queue.reorder(change.ids);
        case 'removed':
          return queue.remove(change.id);
        case 'finished':
          history.insert(change.entry);
          return queue.remove(change.entry.id);
      }
    };
    return {
      queue,
      history,
      notRead,
      transaction: (work) => inTransaction(database, work),
      apply: (changes) => inTransaction(database, () => changes.forEach(apply)),
      unreadable: () => Number(unreadable.get()?.['count']),
      close: () => database.close(),
    };
  } catch (error) {
    database.close();
    throw error;
  }
}
