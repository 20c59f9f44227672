/** One of the app's files, opened as in the app. */
export interface OpenSubject {
  /** Makes a change. Resolves when the app reports it as stored. @throws when the app reports that it is not. */
  change(value: number): Promise<void>;
  /** The latest value in use; undefined when there is none. */
  read(): Promise<number | undefined>;
  /** The notices about the file in the window, as sentences. */
  notices(): readonly string[];
  /** The recovery action of a notice, without a restart of the app. */
  retry(): Promise<void>;
  /** Closes its files. */
  close?(): Promise<void>;
  /** Whether a copy into the protected account starts without a confirmation. */
  isProtectionOff?(): Promise<boolean>;
}

/** A store of the app in a folder. To try another store, add one of these to `subjects`. */
export interface PreflightInput {
  readonly name: string;
  /** Whether the file stays open: Linux then refuses to make its mount read-only. */
  readonly isKeptOpen?: boolean;
  /** Whether its loss costs only time, so that no notice reports when it is unreadable. */
  readonly isHint?: boolean;
  /** Never rejects because of a file: the app starts whatever state its files are in. */
  open(folder: string): Promise<OpenSubject>;
}
