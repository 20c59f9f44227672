/** Milliseconds over which a speed is averaged: long enough to be calm, short enough to be true. */
const windowLength = 3_000;
const bucketLength = 250;

/** Bytes per second over the last few seconds. The caller brings the clock, in milliseconds. */
export interface SpeedMeter {
  add(bytes: number, now: number): void;
  bytesPerSecond(now: number): number;
}

export function createSpeedMeter(): SpeedMeter {
  const buckets = new Map<number, number>();
  let firstAt: number | undefined;

  const forgetBefore = (now: number): void => {
    for (const start of buckets.keys()) {
      if (start < now - windowLength) buckets.delete(start);
    }
  };

  return {
    add(bytes, now) {
      firstAt ??= now;
      const start = Math.floor(now / bucketLength) * bucketLength;
      buckets.set(start, (buckets.get(start) ?? 0) + bytes);
      forgetBefore(now);
    },
    bytesPerSecond(now) {
      if (firstAt === undefined) return 0;
      forgetBefore(now);
      const moved = [...buckets.values()].reduce((sum, bytes) => sum + bytes, 0);
      const elapsed = Math.min(windowLength, Math.max(bucketLength, now - firstAt));
      return Math.max(0, (moved * 1000) / elapsed);
    },
  };
}
