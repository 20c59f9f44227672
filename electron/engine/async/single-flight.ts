/**
 * Runs work for a key unless work for the same key is pending; then its promise is shared.
 *
 * @param key identifies the work. Only the first caller's work runs, so the key has to contain all that the result depends on.
 * @returns the result of the pending work. A failure is shared too. The key is free as soon as the promise settles.
 */
export type SingleFlight<T> = (key: string, work: () => Promise<T>) => Promise<T>;

/** Creates a single flight: at any time at most one call for each key is pending. It caches no result. */
export function createSingleFlight<T>(): SingleFlight<T> {
  const pending = new Map<string, Promise<T>>();
  return (key, work) => {
    const shared = pending.get(key);
    if (shared) return shared;
    const started = work().finally(() => pending.delete(key));
    pending.set(key, started);
    return started;
  };
}
