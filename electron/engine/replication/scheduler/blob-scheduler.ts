import { adaptConcurrency } from './adapt-concurrency.ts';
import { createFairSemaphore } from './fair-semaphore.ts';
import type { SlotUser } from './run-with-slot.ts';
import { runWithSlot } from './run-with-slot.ts';

/** Blobs on their way, over all images of all who share the lanes: so many at once, of each the largest first. */
export interface BlobScheduler {
  /** @param size bytes. */
  add<T>(user: SlotUser, size: number, copy: () => Promise<T>): Promise<T>;
  /** Tells of bytes that reached the destination. */
  moved(bytes: number): void;
}

/** A smaller blob goes by a lane of its own, so that it never waits for large ones. In bytes. */
const small = 1024 * 1024;
const smallAtOnce = 16;

/** @param fixed how many at once, all sizes together; found by trying when not given. */
export function createBlobScheduler(fixed?: number): BlobScheduler {
  if (fixed !== undefined) {
    const semaphore = createFairSemaphore(fixed);
    return {
      add: (user, size, copy) => runWithSlot(semaphore, user, size, copy),
      moved: () => undefined,
    };
  }
  const [largeBlobs, smallBlobs] = [createFairSemaphore(1), createFairSemaphore(smallAtOnce)];
  return {
    add: (user, size, copy) => runWithSlot(size < small ? smallBlobs : largeBlobs, user, size, copy),
    moved: adaptConcurrency(largeBlobs),
  };
}
