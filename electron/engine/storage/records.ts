import { join } from 'node:path';
import type { RecordCount, StorageFailure, StorageProblem } from '../../../shared/models/storage.ts';
import type { History } from './history.ts';
import { createHistory } from './history.ts';
import type { TransferStore } from '../transfers/store/transfer-store.ts';
import { countChanges, createChangeWriter, defaultPauses } from './change-writer.ts';
import { createDatabaseConnection } from './database-connection.ts';
import { storageFailure } from './storage-failure.ts';

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
  let failure: StorageFailure | undefined;
  let isCreated = false;

  /** The caller reads the problems of opening the database itself. */
  const notifyProblems = (): void => {
    if (isCreated) problemsChanged();
  };
  const connection = createDatabaseConnection({ path, clock, replaced: notifyProblems });

  const fail = (error: unknown): void => {
    failure = storageFailure(error, path);
    // A lock of another process and a full disk are temporary; after any other error the file is opened again.
    if (failure.reason !== 'locked' && failure.reason !== 'disk-full') connection.close();
    notifyProblems();
    if (writer.pending().some(({ kind }) => kind === 'finished')) historyChanged();
  };

  const writer = createChangeWriter({
    pauses,
    store: (changes) => connection.use((database) => database.apply(changes)),
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
    withDatabase: connection.use,
    unstored: () => writer.pending().flatMap((change) => (change.kind === 'finished' ? change.entry : [])),
    changed: historyChanged,
    unreadableFound: notifyProblems,
  });

  const countUnreadable = (): number =>
    connection.unreadableTransfers + history.unreadable() + (connection.database?.unreadable() ?? 0);

  const tryToOpen = (): void => {
    try {
      connection.use(() => undefined);
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
    return [
      { kind: connection.isNotOpened ? 'records-not-opened' : 'records-not-stored', failure, unstored },
    ];
  };

  return {
    history,
    change: (...changes) => writer.add(changes),
    onQueueRead: (listener) => connection.onQueueRead(listener),
    problems() {
      const { quarantined, database } = connection;
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
      if (!connection.database) tryToOpen();
      await writer.retry();
      notifyProblems();
    },
    async close() {
      await writer.close();
      connection.close();
    },
  };
}
