/** Uploads of blobs in progress: each blob is uploaded into a repository by one replicator at a time. */
export interface InFlightUploads {
  /**
   * Finds the upload of another replicator, by the key of the repository and the blob. The result is false when that
   * upload failed, or was cancelled or paused. It never rejects.
   */
  find(key: string): Promise<boolean> | undefined;
  /** @param paused resolves when the upload is paused; others then no longer wait for it. */
  add(key: string, upload: Promise<void>, paused: Promise<void>): void;
}

export function createInFlightUploads(): InFlightUploads {
  const pending = new Map<string, Promise<boolean>>();
  return {
    find: (key) => pending.get(key),
    add(key, upload, paused) {
      const succeeded = upload.then(
        () => true,
        () => false,
      );
      const completed = Promise.race([succeeded, paused.then(() => false)]).finally(() =>
        pending.delete(key),
      );
      pending.set(key, completed);
    },
  };
}
