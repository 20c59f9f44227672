/** How many layers at once are tried, and how patiently. */
export interface ConcurrencyPolicy {
  readonly initial: number;
  readonly least: number;
  readonly most: number;
  /** The gain in throughput, as a share, for which more layers at once are kept. */
  readonly worthwhile: number;
  /** Looks from one try that brought nothing to the next. */
  readonly rest: number;
}

/** Ten connections fill a link of which each gets a tenth; a link that two fill loses nothing by ten. */
export const defaultConcurrency: ConcurrencyPolicy = {
  initial: 10,
  least: 4,
  most: 32,
  worthwhile: 0.1,
  rest: 10,
};

/** What went through since the last look. */
export interface ThroughputSample {
  readonly bytesPerSecond: number;
  /** Whether more layers were waiting all the while: otherwise the throughput says nothing about the number. */
  readonly isSaturated: boolean;
}

/** Finds how many layers at once the link takes: more are tried as long as that brings more bytes. */
export interface ConcurrencyFinder {
  readonly concurrency: number;
  /** @returns the number from now on */
  observe(sample: ThroughputSample): number;
}

export function findConcurrency(policy: ConcurrencyPolicy = defaultConcurrency): ConcurrencyFinder {
  let concurrency = policy.initial;
  /** What the number before the one that is being tried brought; undefined while none is being tried. */
  let before: { readonly concurrency: number; readonly bytesPerSecond: number } | undefined;
  let resting = 0;

  const tryMore = (bytesPerSecond: number): void => {
    if (concurrency >= policy.most) return;
    before = { concurrency, bytesPerSecond };
    concurrency = Math.min(policy.most, Math.ceil(concurrency * 1.5));
  };

  return {
    get concurrency() {
      return concurrency;
    },
    observe({ bytesPerSecond, isSaturated }) {
      if (!isSaturated) {
        before = undefined;
        return concurrency;
      }
      if (resting > 0) {
        resting -= 1;
      } else if (before && bytesPerSecond < before.bytesPerSecond * (1 + policy.worthwhile)) {
        concurrency = Math.max(policy.least, before.concurrency);
        before = undefined;
        resting = policy.rest;
      } else {
        tryMore(bytesPerSecond);
      }
      return concurrency;
    },
  };
}
