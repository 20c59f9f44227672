import type { FairLane } from './fair-semaphore.ts';
import type { ConcurrencyPolicy } from './find-concurrency.ts';
import { findConcurrency } from './find-concurrency.ts';

/** Milliseconds from one look at the throughput to the next. */
const lookInterval = 500;

/**
 * Adapts how much a lane lets go on at once to what the link takes.
 *
 * @returns what to call with the bytes that were moved.
 */
export function adaptConcurrency(lane: FairLane, policy?: ConcurrencyPolicy): (bytes: number) => void {
  const finder = findConcurrency(policy);
  let movedBytes = 0;
  let lookedAt = performance.now();
  let isSaturated = false;
  /** Whether the number that is tried was the number on its way, all the while. */
  let isAsTried = true;
  lane.concurrency = finder.concurrency;

  const isFull = (): boolean => lane.running >= lane.concurrency;

  // Looks from within the work: no timer outlives it.
  return (bytes) => {
    movedBytes += bytes;
    isSaturated &&= isFull();
    const now = performance.now();
    if (now - lookedAt < lookInterval) return;
    const bytesPerSecond = (1000 * movedBytes) / (now - lookedAt);
    // Fewer at once show only when those too many have ended.
    if (isAsTried) lane.concurrency = finder.observe({ bytesPerSecond, isSaturated });
    isAsTried = lane.running <= lane.concurrency;
    movedBytes = 0;
    lookedAt = now;
    isSaturated = isFull();
  };
}
