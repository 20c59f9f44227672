/** The speed of one connection. */
export interface ConnectionSpeed {
  /** Adds bytes that arrived after waiting for them. @param waited milliseconds, without the time in which the bytes were processed. */
  addBytes(bytes: number, waited: number): void;
  /** Whether the connection is so much slower than the others that a new one is worth its cost. */
  isSlow(): boolean;
  /** Removes the connection from the comparison. */
  close(): void;
}

/** Compares the running downloads with each other: one connection to S3 may be twenty times slower than the next. */
export interface SlowConnectionDetector {
  addConnection(): ConnectionSpeed;
}

/** When a connection counts as slow. */
export interface SlowConnectionPolicy {
  /** Milliseconds of waiting before a connection is judged. */
  readonly minWaited: number;
  /** Other connections to compare with. */
  readonly minOthers: number;
  /** Share of the median speed of the others below which a connection is slow. */
  readonly share: number;
}

const defaultPolicy: SlowConnectionPolicy = { minWaited: 4_000, minOthers: 3, share: 0.2 };

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** Creates a detector. Without `minOthers` other connections, none is slow. */
export function createSlowConnectionDetector({
  minWaited,
  minOthers,
  share,
}: SlowConnectionPolicy = defaultPolicy): SlowConnectionDetector {
  const speeds = new Map<object, () => number>();
  return {
    addConnection() {
      const key = {};
      let bytes = 0;
      let waited = 0;
      /** Bytes per millisecond of waiting; infinite for a connection that never had to be waited for. */
      const speed = (): number => (waited > 0 ? bytes / waited : Number.POSITIVE_INFINITY);
      speeds.set(key, speed);
      return {
        addBytes(count, milliseconds) {
          bytes += count;
          waited += milliseconds;
        },
        isSlow() {
          if (waited < minWaited) return false;
          const others = [...speeds].filter(([other]) => other !== key).map(([, speedOf]) => speedOf());
          return others.length >= minOthers && speed() < share * median(others);
        },
        close: () => void speeds.delete(key),
      };
    },
  };
}
