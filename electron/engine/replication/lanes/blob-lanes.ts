import type { FairLane } from './fair-lane.ts';
import { createFairLane } from './fair-lane.ts';
import { findConcurrency } from './find-concurrency.ts';
import type { LaneUser } from './shared-lane.ts';
import { workIn } from './shared-lane.ts';

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

/** Milliseconds from one look at the throughput to the next. */
const lookInterval = 500;

/** @returns what to call with the bytes that were moved: the lane gets as many places as bring more of them. */
function widen(lane: FairLane): (bytes: number) => void {
  const finder = findConcurrency();
  let movedBytes = 0;
  let lookedAt = performance.now();
  let isSaturated = false;
  /** Whether the number that is tried was the number on its way, all the while. */
  let isAsTried = true;
  lane.concurrency = finder.concurrency;

  // Looks from within the work: no timer outlives it.
  return (bytes) => {
    movedBytes += bytes;
    isSaturated &&= lane.isCrowded;
    const now = performance.now();
    if (now - lookedAt < lookInterval) return;
    const bytesPerSecond = (1000 * movedBytes) / (now - lookedAt);
    // Fewer layers at once show only when those too many have ended.
    if (isAsTried) lane.concurrency = finder.observe({ bytesPerSecond, isSaturated });
    isAsTried = lane.running <= lane.concurrency;
    movedBytes = 0;
    lookedAt = now;
    isSaturated = lane.isCrowded;
  };
}

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
    moved: widen(largeLane),
  };
}
