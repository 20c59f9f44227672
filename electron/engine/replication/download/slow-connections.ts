/** One connection that bytes come from. */
export interface DownloadPace {
  /** Bytes that came after so many milliseconds of waiting for them; the time that they then take elsewhere does not count. */
  received(bytes: number, waited: number): void;
  /** Whether it is so much slower than the others that a new connection is worth its while. */
  isStraggling(): boolean;
  end(): void;
}

/** Compares the downloads under way with each other: one S3 connection may be twenty times slower than the next. */
export interface Stragglers {
  begin(): DownloadPace;
}

/** When a download counts as a straggler. */
export interface StragglerPolicy {
  /** Milliseconds of waiting before anything is said. */
  readonly longEnough: number;
  /** So many others to compare with, at least. */
  readonly enoughOthers: number;
  /** A straggler has less than this share of the others' speed in the middle. */
  readonly share: number;
}

const defaultPolicy: StragglerPolicy = { longEnough: 4_000, enoughOthers: 3, share: 0.2 };

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

export function watchStragglers({
  longEnough,
  enoughOthers,
  share,
}: StragglerPolicy = defaultPolicy): Stragglers {
  const speeds = new Map<object, () => number>();
  return {
    begin() {
      const key = {};
      let bytes = 0;
      let waited = 0;
      // Bytes for each millisecond of waiting; a source that never kept anybody waiting is as fast as can be.
      const speed = (): number => (waited > 0 ? bytes / waited : Number.POSITIVE_INFINITY);
      speeds.set(key, speed);
      return {
        received(count, milliseconds) {
          bytes += count;
          waited += milliseconds;
        },
        isStraggling() {
          if (waited < longEnough) return false;
          const others = [...speeds].filter(([other]) => other !== key).map(([, of]) => of());
          return others.length >= enoughOthers && speed() < share * median(others);
        },
        end: () => void speeds.delete(key),
      };
    },
  };
}
