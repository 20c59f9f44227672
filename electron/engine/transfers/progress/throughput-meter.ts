import type { Throughput, ThroughputMark, ThroughputMarkKind } from '../../../../shared/models/throughput.ts';

/** Milliseconds. */
const interval = 1_000;
/** Five minutes. */
const maxSamples = 300;

/**
 * Counts the bytes and marks of each second of the last five minutes. Times are milliseconds since 1970. When the clock is
 * set back, the meter starts again.
 */
export interface ThroughputMeter {
  add(bytes: number, now: number): void;
  mark(kind: ThroughputMarkKind, now: number): void;
  read(now: number): Throughput;
}

/** Creates a meter. @param startedAt milliseconds since 1970; no second before it is reported. */
export function createThroughputMeter(startedAt: number): ThroughputMeter {
  let first = Math.floor(startedAt / interval);
  const ring: number[] = Array.from({ length: maxSamples }, () => 0);
  let last = first;
  let marks: ThroughputMark[] = [];

  /** Earlier seconds come a second time. A step of a second or less counts for the last second. */
  const startAgainWhenSetBack = (second: number): void => {
    if (second >= last - 1) return;
    first = second;
    last = second;
    ring.fill(0);
    marks = [];
  };

  /** Clears the seconds without data, whose slots have the bytes of five minutes before. */
  const advanceTo = (second: number): void => {
    startAgainWhenSetBack(second);
    for (let skipped = Math.max(last + 1, second - maxSamples + 1); skipped <= second; skipped += 1)
      ring[skipped % maxSamples] = 0;
    last = Math.max(last, second);
  };

  return {
    add(bytes, now) {
      advanceTo(Math.floor(now / interval));
      ring[last % maxSamples] = (ring[last % maxSamples] ?? 0) + Math.max(0, bytes);
    },
    mark(kind, now) {
      advanceTo(Math.floor(now / interval));
      const at = (Math.floor(now / interval) + 1) * interval;
      const oldest = now - maxSamples * interval;
      const index = marks.findIndex((mark) => mark.at === at && mark.kind === kind);
      const { count = 0 } = marks[index] ?? {};
      marks = [
        ...marks.filter((mark, position) => position !== index && mark.at > oldest),
        { at, kind, count: count + 1 },
      ];
    },
    read(now) {
      const second = Math.floor(now / interval);
      advanceTo(second);
      // The current second is incomplete and left out; it uses the slot of the oldest second.
      const from = Math.max(first, second - maxSamples + 1);
      const samples = Array.from(
        { length: Math.max(0, second - from) },
        (_, index) => ring[(from + index) % maxSamples] ?? 0,
      );
      const end = second * interval;
      return {
        interval,
        end,
        samples,
        marks: marks.filter(({ at }) => at > from * interval && at <= end),
      };
    },
  };
}
