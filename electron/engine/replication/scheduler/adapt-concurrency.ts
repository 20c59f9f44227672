import type { FairSemaphore } from './fair-semaphore.ts';
import type { ConcurrencyPolicy } from './concurrency-search.ts';
import { createConcurrencySearch } from './concurrency-search.ts';
import { formatSpeed } from '../../../../shared/format/bytes.ts';
import { sampleThroughput } from './throughput-samples.ts';

/**
 * Adapts the concurrency of a semaphore to the throughput of the link.
 *
 * @param trace called with each change: `10 → 15 at 12.3 MB/s`.
 * @returns a function that must be called with the bytes that were transferred.
 */
export function adaptConcurrency(
  semaphore: FairSemaphore,
  policy?: ConcurrencyPolicy,
  trace: (change: string) => void = () => undefined,
): (bytes: number) => void {
  const search = createConcurrencySearch(policy);
  /** Whether no more work than the tried concurrency ran when this sample started. */
  let isAtConcurrency = true;
  semaphore.concurrency = search.concurrency;
  return sampleThroughput(
    () => semaphore.running >= semaphore.concurrency,
    (sample) => {
      // A lower concurrency has an effect only after the surplus work has ended.
      if (isAtConcurrency) {
        const before = semaphore.concurrency;
        semaphore.concurrency = search.addSample(sample);
        if (before !== semaphore.concurrency)
          trace(`${before} → ${semaphore.concurrency} at ${formatSpeed(sample.bytesPerSecond)}`);
      }
      isAtConcurrency = semaphore.running <= semaphore.concurrency;
    },
  );
}
