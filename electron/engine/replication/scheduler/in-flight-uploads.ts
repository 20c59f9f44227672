/** Blobs on their way into repositories: each once at a time, whoever sends it. */
export interface LayerFlights {
  /**
   * Sends a blob, unless it is on its way already.
   *
   * @param heldUp resolves when the sender does not go on for now: nobody else waits for it then.
   */
  start(key: string, send: () => Promise<void>, heldUp?: () => Promise<void>): Flight;
}

export type Flight =
  | { readonly kind: 'own'; readonly ended: Promise<void> }
  /** `landed`: whether it arrived; false when the other sender failed, was cancelled or is held up. Never rejects. */
  | { readonly kind: 'other'; readonly landed: Promise<boolean> };

const never = new Promise<void>(() => undefined);

export function createLayerFlights(): LayerFlights {
  const underWay = new Map<string, Promise<boolean>>();
  return {
    start(key, send, heldUp = () => never) {
      const other = underWay.get(key);
      if (other) return { kind: 'other', landed: other };
      const ended = send();
      const arrived = ended.then(
        () => true,
        () => false,
      );
      const landed = Promise.race([arrived, heldUp().then(() => false)]).then((outcome) => {
        underWay.delete(key);
        return outcome;
      });
      underWay.set(key, landed);
      return { kind: 'own', ended };
    },
  };
}
