/** Blobs on their way into repositories: each once at a time, whoever sends it. */
export interface InFlightUploads {
  /**
   * Sends a blob, unless it is on its way already.
   *
   * @param heldUp resolves when the sender does not go on for now: nobody else waits for it then.
   */
  start(key: string, send: () => Promise<void>, heldUp?: () => Promise<void>): InFlightUpload;
}

export type InFlightUpload =
  | { readonly kind: 'own'; readonly ended: Promise<void> }
  /** `landed`: whether it arrived; false when the other sender failed, was cancelled or is held up. Never rejects. */
  | { readonly kind: 'other'; readonly completed: Promise<boolean> };

const never = new Promise<void>(() => undefined);

export function createInFlightUploads(): InFlightUploads {
  const pending = new Map<string, Promise<boolean>>();
  return {
    start(key, send, heldUp = () => never) {
      const other = pending.get(key);
      if (other) return { kind: 'other', completed: other };
      const ended = send();
      const arrived = ended.then(
        () => true,
        () => false,
      );
      const completed = Promise.race([arrived, heldUp().then(() => false)]).then((outcome) => {
        pending.delete(key);
        return outcome;
      });
      pending.set(key, completed);
      return { kind: 'own', ended };
    },
  };
}
