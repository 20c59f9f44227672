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
  /** The folder of the file. */
  readonly folder: string;
  /** The error text of the system or of the database. */
  readonly detail: string;
}

/** A number of records of each kind. */
export interface RecordCount {
  /** Changes of the transfer queue. */
  readonly queue: number;
  /** Entries of the history. */
  readonly history: number;
}

/** A problem of the record database. */
export type StorageProblem =
  /** The database of queue and history cannot be opened. `unstored` records are in memory until it can be. */
  | { readonly kind: 'records-not-opened'; readonly failure: StorageFailure; readonly unstored: RecordCount }
  /** The database cannot be written. `unstored` records are in memory until it can be. */
  | { readonly kind: 'records-not-stored'; readonly failure: StorageFailure; readonly unstored: RecordCount }
  /** A damaged database was renamed and a new one created. `recovered` records were copied into the new one. */
  | {
      readonly kind: 'records-quarantined';
      readonly path: string;
      readonly quarantinePath: string;
      readonly recovered: RecordCount;
    }
  /** A file of an earlier version of the app cannot be read. The next start tries again. */
  | { readonly kind: 'records-not-imported'; readonly failure: StorageFailure }
  /** Records that cannot be read. They are kept, and every other record is used. */
  | { readonly kind: 'records-unreadable'; readonly path: string; readonly count: number };

/** True while records are only in memory; they are lost when the app quits. */
export const isUnstored = (
  problem: StorageProblem,
): problem is Extract<StorageProblem, { readonly unstored: RecordCount }> =>
  'unstored' in problem && problem.unstored.queue + problem.unstored.history > 0;
