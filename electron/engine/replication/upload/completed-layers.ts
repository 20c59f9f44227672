import { setTimeout as delay } from 'node:timers/promises';
import type { RetryPolicy } from '../../async/retry.ts';
import type { RepositoryHandle } from '../../aws/clients/repository-handle.ts';
import { repositoryKey } from '../../aws/clients/repository-handle.ts';
import { findAvailableLayers } from '../../ecr/layer-availability.ts';

/** Checks of completed layers that the registry does not report; with the default waits they take 8 seconds together. */
const maxRechecks = 5;

/** The layers whose uploads one replicator has completed, which a registry may report only a while later. */
export interface CompletedLayers {
  add(destination: RepositoryHandle, digest: string): void;
  has(destination: RepositoryHandle, digest: string): boolean;
  /**
   * Finds the available ones of these layers. Completed ones are checked again with growing pauses before they count as
   * deleted.
   */
  findAvailable(destination: RepositoryHandle, digests: readonly string[]): Promise<ReadonlySet<string>>;
}

/** The key of a layer in the repository that it is uploaded into. */
export const layerKey = (destination: RepositoryHandle, digest: string): string =>
  `${repositoryKey(destination)} ${digest}`;

/**
 * Creates an empty list.
 *
 * @param firstWait milliseconds before the first further check; doubles with each one, up to `longestWait`.
 */
export function createCompletedLayers(
  { firstWait, longestWait }: Pick<RetryPolicy, 'firstWait' | 'longestWait'>,
  signal: AbortSignal | undefined,
): CompletedLayers {
  const completed = new Set<string>();
  return {
    add: (destination, digest) => void completed.add(layerKey(destination, digest)),
    has: (destination, digest) => completed.has(layerKey(destination, digest)),
    async findAvailable(destination, digests) {
      let available = await findAvailableLayers(destination, digests, signal);
      const isLate = (digest: string): boolean =>
        !available.has(digest) && completed.has(layerKey(destination, digest));
      for (let check = 0; check < maxRechecks && digests.some(isLate); check += 1) {
        const pause = Math.min(longestWait, firstWait * 2 ** check);
        await delay(pause, undefined, signal ? { signal } : {});
        available = await findAvailableLayers(destination, digests, signal);
      }
      for (const digest of digests.filter(isLate)) completed.delete(layerKey(destination, digest));
      return available;
    },
  };
}
