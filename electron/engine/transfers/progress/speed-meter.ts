/** Milliseconds over which a speed is averaged: long enough to be steady, short enough to be current. */
const windowLength = 3_000;
const bucketLength = 250;

/** The average speed of the last three seconds. Times are milliseconds of one clock, which can be set back. */
export interface SpeedMeter {
  add(bytes: number, now: number): void;
  bytesPerSecond(now: number): number;
}

/** Creates a meter, whose time starts with the first bytes. Negative bytes correct earlier ones. */
export function createSpeedMeter(): SpeedMeter {
  const buckets = new Map<number, number>();
  let firstAt: number | undefined;

  const removeOldBuckets = (now: number): void => {
    for (const start of buckets.keys()) {
      if (start < now - windowLength || start > now) buckets.delete(start);
    }
  };

  return {
    add(bytes, now) {
      firstAt = Math.min(firstAt ?? now, now);
      const start = Math.floor(now / bucketLength) * bucketLength;
      buckets.set(start, (buckets.get(start) ?? 0) + bytes);
      removeOldBuckets(now);
    },
    bytesPerSecond(now) {
      if (firstAt === undefined) return 0;
      removeOldBuckets(now);
      const transferred = [...buckets.values()].reduce((sum, bytes) => sum + bytes, 0);
      const elapsed = Math.min(windowLength, Math.max(bucketLength, now - firstAt));
      return Math.max(0, (transferred * 1000) / elapsed);
    },
  };
}
