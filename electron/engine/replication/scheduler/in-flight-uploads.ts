/** Uploads of blobs in progress: each blob is uploaded into a repository by one replicator at a time. */
export interface InFlightUploads {
  /**
   * Starts an upload, unless the same blob is being uploaded already.
   *
   * @param key of the repository and the blob.
   * @param whenPaused resolves when the upload is paused; others then no longer wait for it.
   */
  start(key: string, upload: () => Promise<void>, whenPaused?: () => Promise<void>): InFlightUpload;
}

export type InFlightUpload =
  | { readonly kind: 'own'; readonly finished: Promise<void> }
  /** `completed` is false when the other upload failed, or was cancelled or paused. It never rejects. */
  | { readonly kind: 'other'; readonly completed: Promise<boolean> };

const never = new Promise<void>(() => undefined);

export function createInFlightUploads(): InFlightUploads {
  const pending = new Map<string, Promise<boolean>>();
  return {
    start(key, upload, whenPaused = () => never) {
      const other = pending.get(key);
      if (other) return { kind: 'other', completed: other };
      const finished = upload();
      const succeeded = finished.then(
        () => true,
        () => false,
      );
      const completed = Promise.race([succeeded, whenPaused().then(() => false)]).then((outcome) => {
        pending.delete(key);
        return outcome;
      });
      pending.set(key, completed);
      return { kind: 'own', finished };
    },
  };
}
