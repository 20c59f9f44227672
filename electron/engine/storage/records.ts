import { join } from 'node:path';
import type { RecordCount, StorageFailure, StorageProblem } from '../../../shared/models/storage.ts';
import type { History } from '../history/history.ts';
import { createHistory } from '../history/history.ts';
import type { QueuedTransfer } from '../transfers/store/queued-transfer.ts';
import type { TransferStore } from '../transfers/store/transfer-store.ts';
import { countChanges, createChangeWriter, defaultPauses } from './change-writer.ts';
import type { RecordDatabase } from './record-database.ts';
import { confirmDamage } from './confirm-damage.ts';
import { openRecordDatabase } from './record-database.ts';
import { quarantine, salvage } from './quarantine-database.ts';
import { DatabaseRefusedError, isDamaged, storageFailure } from './storage-failure.ts';

/** The transfer queue and the history, stored in `records.db` of a folder. */
export interface Records extends TransferStore {
  readonly history: History;
  /** What is currently not stored, or cannot be read. */
  problems(): readonly StorageProblem[];
  /** How many changes are not stored yet. */
  unstored(): RecordCount;
  /** Resolves when all changes until now are stored, or the attempt failed and `problems` has the reason. */
  settled(): Promise<void>;
  /** Tries at once to open the database and to store the waiting changes. */
  retry(): Promise<void>;
  /** Tries a last time to store the waiting changes, and closes the database. */
  close(): Promise<void>;
}

export interface RecordsOptions {
  /** The folder of `records.db` and of the files of earlier versions. */
  readonly folder: string;
  /** Called when `problems` may have changed. */
  readonly problemsChanged?: () => void;
  /** Called when entries were added to the history or deleted. */
  readonly historyChanged?: () => void;
  /** Milliseconds before each further attempt to store; the last one repeats. */
  readonly pauses?: readonly number[];
  /** Milliseconds since 1970. */
  readonly clock?: () => number;
}

/** Opens the database at once. When that fails, changes stay in memory until a later attempt succeeds. */
export function openRecords({
  folder,
  problemsChanged = () => undefined,
  historyChanged = () => undefined,
  pauses = defaultPauses,
  clock = Date.now,
}: RecordsOptions): Records {
  const path = join(folder, 'records.db');
  const listeners: ((transfers: readonly QueuedTransfer[]) => void)[] = [];
  let database: RecordDatabase | undefined;
  let queueRead: readonly QueuedTransfer[] | undefined;
  let unreadableTransfers = 0;
  let quarantined: Extract<StorageProblem, { kind: 'records-quarantined' }> | undefined;
  let failure: StorageFailure | undefined;
  /** The last attempt to open the database failed. */
  let isNotOpened = false;
  let isCreated = false;

  /** The caller reads the problems of opening the database itself. */
  const notifyProblems = (): void => {
    if (isCreated) problemsChanged();
  };
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
    if (queueRead) return;
    const { transfers, unreadable } = opened.queue.read();
    queueRead = transfers;
    unreadableTransfers = unreadable;
    for (const listener of listeners) listener(transfers);
  };

  /** Replaces a damaged database and calls `work` again. @throws when the database cannot be opened, or what `work` throws. */
  const withDatabase = <T>(work: (opened: RecordDatabase) => T): T => {
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
      notifyProblems();
      return work(database);
    }
  };

  const fail = (error: unknown): void => {
    failure = storageFailure(error, path);
    // A lock of another process and a full disk are temporary; after any other error the file is opened again.
    if (failure.reason !== 'locked' && failure.reason !== 'disk-full') close();
    notifyProblems();
    if (writer.pending().some(({ kind }) => kind === 'finished')) historyChanged();
  };

  const writer = createChangeWriter({
    pauses,
    store: (changes) => withDatabase((opened) => opened.apply(changes)),
    stored(changes) {
      if (changes.some(({ kind }) => kind === 'finished')) historyChanged();
      if (!failure) return;
      failure = undefined;
      notifyProblems();
    },
    failed: fail,
  });

  const history = createHistory({
    path,
    withDatabase,
    unstored: () => writer.pending().flatMap((change) => (change.kind === 'finished' ? change.entry : [])),
    changed: historyChanged,
    unreadableFound: notifyProblems,
  });

  const countUnreadable = (): number =>
    unreadableTransfers + history.unreadable() + (database?.unreadable() ?? 0);

  const tryToOpen = (): void => {
    try {
      withDatabase(() => undefined);
      failure = undefined;
    } catch (error) {
      failure = storageFailure(error, path);
    }
  };
  tryToOpen();
  isCreated = true;

  const databaseProblems = (): readonly StorageProblem[] => {
    if (!failure) return [];
    const unstored = countChanges(writer.pending());
    return [{ kind: isNotOpened ? 'records-not-opened' : 'records-not-stored', failure, unstored }];
  };

  return {
    history,
    change: (...changes) => writer.add(changes),
    onQueueRead(listener) {
      listeners.push(listener);
      if (queueRead) listener(queueRead);
    },
    problems() {
      const count = countUnreadable();
      return [
        ...databaseProblems(),
        ...(quarantined ? [quarantined] : []),
        ...(count > 0 ? [{ kind: 'records-unreadable', path, count } as const] : []),
        ...(database?.notRead ?? []).map(
          ({ path: file, error }) =>
            ({ kind: 'records-not-imported', failure: storageFailure(error, file) }) as const,
        ),
      ];
    },
    unstored: () => countChanges(writer.pending()),
    settled: () => writer.settled(),
    async retry() {
      if (!database) tryToOpen();
      await writer.retry();
      notifyProblems();
    },
    async close() {
      await writer.close();
      close();
    },
  };
}
