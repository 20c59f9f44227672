import type { Throughput } from '../../../../shared/models/throughput.ts';

/** Milliseconds. */
const interval = 1_000;
/** Five minutes. */
const maxSamples = 300;

/** Counts the bytes of each second of the last five minutes. Times are milliseconds since 1970. */
export interface ThroughputMeter {
  add(bytes: number, now: number): void;
  read(now: number): Throughput;
}

export function createThroughputMeter(startedAt: number): ThroughputMeter {
  const first = Math.floor(startedAt / interval);
  const ring: number[] = Array.from({ length: maxSamples }, () => 0);
  let last = first;

  /** Clears the seconds without data, whose slots have the bytes of five minutes before. */
  const advanceTo = (second: number): void => {
    for (let skipped = Math.max(last + 1, second - maxSamples + 1); skipped <= second; skipped += 1)
      ring[skipped % maxSamples] = 0;
    last = Math.max(last, second);
  };

  return {
    add(bytes, now) {
      advanceTo(Math.floor(now / interval));
      ring[last % maxSamples] = (ring[last % maxSamples] ?? 0) + Math.max(0, bytes);
    },
    read(now) {
      const second = Math.floor(now / interval);
      advanceTo(second);
      // The current second is incomplete and left out; it uses the slot of the oldest second.
      const from = Math.max(first, second - maxSamples + 1);
      const samples = Array.from(
        { length: second - from },
        (_, index) => ring[(from + index) % maxSamples] ?? 0,
      );
      return { interval, end: second * interval, samples };
    },
  };
}
