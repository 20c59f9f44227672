import PQueue from 'p-queue';
import { findConcurrency } from './find-concurrency.ts';

/** Blobs on their way, over all images: so many at once, the largest first. */
export interface BlobLanes {
  /** @param size bytes. */
  add<T>(size: number, copy: () => Promise<T>): Promise<T>;
  /** Tells of bytes that reached the destination. */
  moved(bytes: number): void;
}

/** A smaller blob goes by a lane of its own, so that it never waits for large ones. In bytes. */
const small = 1024 * 1024;
const smallAtOnce = 16;

/** Milliseconds from one look at the throughput to the next. */
const lookInterval = 500;

const isWaiting = (queue: PQueue): boolean => queue.size > 0;

/** @param fixed how many at once, all sizes together; found by trying when not given. */
export function createBlobLanes(fixed?: number): BlobLanes {
  if (fixed !== undefined) {
    const lane = new PQueue({ concurrency: fixed });
    return {
      add: (size, copy) => lane.add(copy, { priority: size }),
      moved: () => undefined,
    };
  }
  const finder = findConcurrency();
  const largeLane = new PQueue({ concurrency: finder.concurrency });
  const smallLane = new PQueue({ concurrency: smallAtOnce });
  let movedBytes = 0;
  let lookedAt = performance.now();
  let isSaturated = false;

  /** Looks from within the work: no timer outlives it. */
  const look = (): void => {
    isSaturated &&= isWaiting(largeLane);
    const now = performance.now();
    if (now - lookedAt < lookInterval) return;
    const bytesPerSecond = (1000 * movedBytes) / (now - lookedAt);
    largeLane.concurrency = finder.observe({ bytesPerSecond, isSaturated });
    movedBytes = 0;
    lookedAt = now;
    isSaturated = isWaiting(largeLane);
  };

  return {
    add: (size, copy) => (size < small ? smallLane : largeLane).add(copy, { priority: size }),
    moved(bytes) {
      movedBytes += bytes;
      look();
    },
  };
}
