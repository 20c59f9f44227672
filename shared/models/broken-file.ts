/** A file of the app's own that could not be read: it was put aside, and what it held is as at first. */
export interface BrokenFile {
  readonly path: string;
  /** Where it lies now; absent when it could not be moved. */
  readonly aside?: string | undefined;
  /** What was wrong with it, in a sentence. */
  readonly reason: string;
}
