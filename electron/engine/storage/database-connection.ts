import type { StorageProblem } from '../../../shared/models/storage.ts';
import type { QueuedTransfer } from '../transfers/store/queued-transfer.ts';
import { confirmDamage } from './confirm-damage.ts';
import { quarantine, salvage } from './quarantine-database.ts';
import type { RecordDatabase } from './record-database.ts';
import { openRecordDatabase } from './record-database.ts';
import { DatabaseRefusedError, isDamaged } from './storage-failure.ts';

type Quarantined = Extract<StorageProblem, { kind: 'records-quarantined' }>;

interface ConnectionPorts {
  /** Path of the database. */
  readonly path: string;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** Called after an open database was found damaged and replaced. */
  readonly replaced: () => void;
}

/** The connection to `records.db`: opened when needed, and replaced by a new database when it is damaged. */
export interface DatabaseConnection {
  /**
   * Opens the database if necessary and calls `work`, once more after a damaged database was replaced.
   *
   * @throws what SQLite or the file system reports, DatabaseRefusedError, or what `work` throws.
   */
  readonly use: <T>(work: (database: RecordDatabase) => T) => T;
  /** Undefined while it is closed. */
  readonly database: RecordDatabase | undefined;
  /** Whether the last attempt to open the database failed. */
  readonly isNotOpened: boolean;
  /** The damaged database of this process, if there was one. */
  readonly quarantined: Quarantined | undefined;
  /** How many transfers of the queue could not be decoded. */
  readonly unreadableTransfers: number;
  /** See `TransferStore`. */
  onQueueRead(listener: (transfers: readonly QueuedTransfer[]) => void): void;
  close(): void;
}

/** Creates the connection, which is opened by the first call of `use`. */
export function createDatabaseConnection({ path, clock, replaced }: ConnectionPorts): DatabaseConnection {
  const listeners: ((transfers: readonly QueuedTransfer[]) => void)[] = [];
  let database: RecordDatabase | undefined;
  let queue: readonly QueuedTransfer[] | undefined;
  let unreadableTransfers = 0;
  let quarantined: Quarantined | undefined;
  let isNotOpened = false;

  const close = (): void => {
    database?.close();
    database = undefined;
  };

  /** Renames the damaged database and opens a new one with its readable records. @throws when the disk is the cause. */
  const replaceDamaged = (cause: unknown): RecordDatabase => {
    close();
    confirmDamage(path, cause);
    const now = clock();
    let quarantinePath: string;
    try {
      quarantinePath = quarantine(path, now);
    } catch (error) {
      throw new DatabaseRefusedError('damaged', String(error), cause);
    }
    const opened = openRecordDatabase(path, now);
    const recovered = salvage(quarantinePath, opened);
    quarantined = { kind: 'records-quarantined', path, quarantinePath, recovered };
    return opened;
  };

  const open = (): RecordDatabase => {
    try {
      return openRecordDatabase(path, clock());
    } catch (error) {
      if (isDamaged(error)) return replaceDamaged(error);
      throw error;
    }
  };

  /** Reads the queue once, before this process stores transfers of its own. */
  const readQueue = (opened: RecordDatabase): void => {
    if (queue) return;
    const { transfers, unreadable } = opened.queue.read();
    queue = transfers;
    unreadableTransfers = unreadable;
    for (const listener of listeners) listener(transfers);
  };

  return {
    use(work) {
      isNotOpened = database === undefined;
      database ??= open();
      isNotOpened = false;
      try {
        readQueue(database);
        return work(database);
      } catch (error) {
        if (!isDamaged(error)) throw error;
        database = replaceDamaged(error);
        readQueue(database);
        replaced();
        return work(database);
      }
    },
    get database() {
      return database;
    },
    get isNotOpened() {
      return isNotOpened;
    },
    get quarantined() {
      return quarantined;
    },
    get unreadableTransfers() {
      return unreadableTransfers;
    },
    onQueueRead(listener) {
      listeners.push(listener);
      if (queue) listener(queue);
    },
    close,
  };
}
