/** One of the app's files, opened as the app does it. */
export interface OpenSubject {
  /** Makes a change. Resolves when it is stored, as far as the app says. @throws when the app says that it is not. */
  change(value: number): Promise<void>;
  /** The latest value in use; undefined when there is none. */
  read(): Promise<number | undefined>;
  /** What the window shows of the file now, in sentences. */
  notices(): readonly string[];
  /** What a person can do about a notice, without starting the app again. */
  retry(): Promise<void>;
  /** Gives back what it has open. */
  close?(): Promise<void>;
  /** Whether a copy into the protected account would start without a confirmation. */
  isProtectionOff?(): Promise<boolean>;
}

/** Something that the app keeps in a folder. To try another store, add one of these to `subjects`. */
export interface PreflightInput {
  readonly name: string;
  /** True where the file stays open: Linux refuses to make its mount read-only as long as it is. */
  readonly isKeptOpen?: boolean;
  /** True where losing it costs time only, so that no notice says when it cannot be read. */
  readonly isHint?: boolean;
  /** Never rejects because of a file: the app starts whatever its files are. */
  open(folder: string): Promise<OpenSubject>;
}
