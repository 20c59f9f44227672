/** The throughput since the previous sample. */
export interface ThroughputSample {
  readonly bytesPerSecond: number;
  /** Whether all slots were in use all the time: otherwise the throughput says nothing about the concurrency. */
  readonly isSaturated: boolean;
}

/** Milliseconds from one sample of the throughput to the next. */
const sampleInterval = 500;

/**
 * Samples the throughput when the transfers report bytes, so that no timer outlives them.
 *
 * @param isFull whether all slots are in use.
 * @returns a function that must be called with the bytes that were transferred.
 */
export function sampleThroughput(
  isFull: () => boolean,
  onSample: (sample: ThroughputSample) => void,
): (bytes: number) => void {
  let transferred = 0;
  let sampledAt = performance.now();
  let isSaturated = false;
  return (bytes) => {
    transferred += bytes;
    isSaturated &&= isFull();
    const now = performance.now();
    if (now - sampledAt < sampleInterval) return;
    onSample({ bytesPerSecond: (1000 * transferred) / (now - sampledAt), isSaturated });
    transferred = 0;
    sampledAt = now;
    isSaturated = isFull();
  };
}
