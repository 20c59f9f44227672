/** How many layers at once are tried, and how patiently. */
export interface ConcurrencyPolicy {
  readonly initial: number;
  readonly least: number;
  readonly most: number;
  /** The gain in throughput, as a share, for which more layers at once are kept; also the loss that fewer may cost. */
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

/**
 * Finds how many layers at once the link takes: more are tried as long as that brings more bytes, and fewer as long as that
 * costs none, so that layers do not slow each other on a link that a few of them fill.
 */
export interface ConcurrencyFinder {
  readonly concurrency: number;
  /** @returns the number from now on */
  observe(sample: ThroughputSample): number;
}

type Direction = 'more' | 'fewer';

/** What there was before the number that is being tried. */
interface Trial {
  readonly concurrency: number;
  readonly bytesPerSecond: number;
}

const step = 1.5;
const costlyRests = 4;

export function findConcurrency(policy: ConcurrencyPolicy = defaultConcurrency): ConcurrencyFinder {
  let concurrency = policy.initial;
  let direction: Direction = 'more';
  /** Undefined while no other number is being tried. */
  let trial: Trial | undefined;
  let resting = 0;

  const further = (): number =>
    direction === 'more'
      ? Math.min(policy.most, Math.ceil(concurrency * step))
      : Math.max(policy.least, Math.floor(concurrency / step));

  const turnRound = (): void => {
    trial = undefined;
    // A try of fewer that fails has cost throughput.
    resting = direction === 'fewer' ? costlyRests * policy.rest : policy.rest;
    direction = direction === 'more' ? 'fewer' : 'more';
  };

  const tryFurther = (bytesPerSecond: number): void => {
    const next = further();
    if (next === concurrency) return turnRound();
    trial = { concurrency, bytesPerSecond };
    concurrency = next;
  };

  const isWorthwhile = ({ bytesPerSecond: before }: Trial, bytesPerSecond: number): boolean =>
    direction === 'more'
      ? bytesPerSecond >= before * (1 + policy.worthwhile)
      : bytesPerSecond > before * (1 - policy.worthwhile);

  return {
    get concurrency() {
      return concurrency;
    },
    observe({ bytesPerSecond, isSaturated }) {
      if (!isSaturated) {
        trial = undefined;
      } else if (resting > 0) {
        resting -= 1;
      } else if (trial && !isWorthwhile(trial, bytesPerSecond)) {
        ({ concurrency } = trial);
        turnRound();
      } else {
        // Going down step by step, each step is compared with the most that there was.
        tryFurther(Math.max(bytesPerSecond, direction === 'fewer' ? (trial?.bytesPerSecond ?? 0) : 0));
      }
      return concurrency;
    },
  };
}
