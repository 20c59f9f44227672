import type { PauseSignal } from './pause-controller.ts';

/** Uploads of blobs in progress: each blob is uploaded into a repository by one replicator at a time. */
export interface InFlightUploads {
  /**
   * Finds the upload of another replicator, by the key of the repository and the blob. The result is false when that
   * upload failed, or was canceled or paused. It never rejects.
   */
  find(key: string): Promise<boolean> | undefined;
  /** @param pauseSignal of the upload; others do not wait for a paused one. */
  add(key: string, upload: Promise<void>, pauseSignal: PauseSignal): void;
}

/** Creates an empty list. An upload is removed when it has ended, or is paused. */
export function createInFlightUploads(): InFlightUploads {
  const pending = new Map<string, Promise<boolean>>();
  return {
    find: (key) => pending.get(key),
    add(key, upload, pauseSignal) {
      const { promise: completed, resolve } = Promise.withResolvers<boolean>();
      const stopListening = pauseSignal.onPause(() => resolve(false));
      if (pauseSignal.isPaused) resolve(false);
      upload.then(
        () => resolve(true),
        () => resolve(false),
      );
      const settled = completed.finally(() => {
        stopListening();
        pending.delete(key);
      });
      pending.set(key, settled);
    },
  };
}
