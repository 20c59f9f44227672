import type { Throughput } from '../../../../shared/models/throughput.ts';

/** Milliseconds. */
const interval = 1_000;
/** Five minutes. */
const mostSamples = 300;

/** Counts the bytes of the last minutes, second by second. The caller brings the clock, in milliseconds. */
export interface ThroughputMeter {
  add(bytes: number, now: number): void;
  read(now: number): Throughput;
}

export function createThroughputMeter(startedAt: number): ThroughputMeter {
  const first = Math.floor(startedAt / interval);
  const ring: number[] = Array.from({ length: mostSamples }, () => 0);
  let last = first;

  /** Seconds in which nothing moved are zeros, not those of five minutes before. */
  const moveTo = (second: number): void => {
    for (let passed = Math.max(last + 1, second - mostSamples + 1); passed <= second; passed += 1)
      ring[passed % mostSamples] = 0;
    last = Math.max(last, second);
  };

  return {
    add(bytes, now) {
      moveTo(Math.floor(now / interval));
      ring[last % mostSamples] = (ring[last % mostSamples] ?? 0) + Math.max(0, bytes);
    },
    read(now) {
      const second = Math.floor(now / interval);
      moveTo(second);
      // The second under way is not told yet; its slot is the oldest one's.
      const from = Math.max(first, second - mostSamples + 1);
      const samples = Array.from(
        { length: second - from },
        (_, index) => ring[(from + index) % mostSamples] ?? 0,
      );
      return { interval, end: second * interval, samples };
    },
  };
}
