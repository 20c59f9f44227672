import { queryObjects } from 'node:v8';

/** Milliseconds after the end of a transfer in which another one may start. */
const quietTime = 10_000;

/**
 * Collects the garbage of the whole heap. Node documents that `queryObjects` looks for objects after a full garbage collection,
 * and it is the only function that collects without a V8 flag.
 *
 * @see https://nodejs.org/docs/latest-v24.x/api/v8.html#v8queryobjectsctor-options
 */
const collectGarbage = (): void => void queryObjects(AbortController, { format: 'count' });

export interface MemoryRelease {
  /** To be called when a transfer is finished. */
  onFinished(): void;
}

/**
 * Gives the memory of finished transfers back to the system once none is active. V8 collects when a process allocates, so that an
 * app without work keeps all that a large transfer left: 349 instead of 180 MB after 500 images with 20 layers each.
 *
 * @param isActive whether a transfer runs, because collecting blocks the process for about 100 ms.
 */
export function createMemoryRelease(
  isActive: () => boolean,
  collect: () => void = collectGarbage,
): MemoryRelease {
  let timer: NodeJS.Timeout | undefined;
  return {
    onFinished() {
      clearTimeout(timer);
      timer = setTimeout(() => {
        if (!isActive()) collect();
      }, quietTime);
      timer.unref();
    },
  };
}
