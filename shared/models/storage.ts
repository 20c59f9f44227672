/** Why a file cannot be opened, read or written. */
export type StorageFailureReason =
  | 'disk-full'
  | 'read-only'
  | 'access-denied'
  /** Another process has locked the file. */
  | 'locked'
  /** A folder or something else is where the file belongs. */
  | 'not-a-file'
  | 'damaged'
  /** A later version of the app wrote it. */
  | 'newer-version'
  | 'io-error';

export interface StorageFailure {
  readonly reason: StorageFailureReason;
  /** The file. */
  readonly path: string;
  /** The folder that holds the file. */
  readonly folder: string;
  /** The words of the system or of the database. */
  readonly detail: string;
}

/** How many records of each kind something concerns. */
export interface RecordCount {
  /** Changes of the transfer queue. */
  readonly queue: number;
  /** Entries of the history. */
  readonly history: number;
}

/** Something of the person's that is not stored as it should be, by what it affects. */
export type StorageProblem =
  /** The database of queue and history cannot be opened. `unstored` waits in memory until it can. */
  | { readonly kind: 'records-not-opened'; readonly failure: StorageFailure; readonly unstored: RecordCount }
  /** The database cannot be written. `unstored` waits in memory until it can. */
  | { readonly kind: 'records-not-stored'; readonly failure: StorageFailure; readonly unstored: RecordCount }
  /** A damaged database was renamed and a new one created. `recovered` was copied into the new one. */
  | {
      readonly kind: 'records-quarantined';
      readonly path: string;
      readonly quarantinePath: string;
      readonly recovered: RecordCount;
    }
  /** A file of an earlier version of the app that cannot be read. It stays as it is until a later start reads it. */
  | { readonly kind: 'records-not-imported'; readonly failure: StorageFailure }
  /** Records that cannot be read. They stay where they are, and every other record is used. */
  | { readonly kind: 'records-unreadable'; readonly path: string; readonly count: number };

/** True while records are only in memory: the end of the app loses them. */
export const isUnstored = (
  problem: StorageProblem,
): problem is Extract<StorageProblem, { readonly unstored: RecordCount }> =>
  'unstored' in problem && problem.unstored.queue + problem.unstored.history > 0;
