import { adaptConcurrency } from './adapt-concurrency.ts';
import { createFairLane } from './fair-semaphore.ts';
import type { LaneUser } from './run-with-slot.ts';
import { workIn } from './run-with-slot.ts';

/** Blobs on their way, over all images of all who share the lanes: so many at once, of each the largest first. */
export interface BlobLanes {
  /** @param size bytes. */
  add<T>(user: LaneUser, size: number, copy: () => Promise<T>): Promise<T>;
  /** Tells of bytes that reached the destination. */
  moved(bytes: number): void;
}

/** A smaller blob goes by a lane of its own, so that it never waits for large ones. In bytes. */
const small = 1024 * 1024;
const smallAtOnce = 16;

/** @param fixed how many at once, all sizes together; found by trying when not given. */
export function createBlobLanes(fixed?: number): BlobLanes {
  if (fixed !== undefined) {
    const lane = createFairLane(fixed);
    return {
      add: (user, size, copy) => workIn(lane, user, size, copy),
      moved: () => undefined,
    };
  }
  const [largeLane, smallLane] = [createFairLane(1), createFairLane(smallAtOnce)];
  return {
    add: (user, size, copy) => workIn(size < small ? smallLane : largeLane, user, size, copy),
    moved: adaptConcurrency(largeLane),
  };
}
