import type { FairSemaphore } from './fair-semaphore.ts';

/** Bounds and steps of the search for the best concurrency. */
export interface ConcurrencyPolicy {
  readonly initial: number;
  readonly min: number;
  readonly max: number;
  /** The gain in throughput, as a share, that justifies a higher concurrency; also the loss that a lower one may cost. */
  readonly minGain: number;
  /** Samples to wait after a trial that did not improve anything. */
  readonly rest: number;
}

/** Ten connections fill a link of which each gets a tenth; a link that two connections fill loses nothing by ten. */
export const defaultConcurrency: ConcurrencyPolicy = {
  initial: 10,
  min: 4,
  max: 32,
  minGain: 0.1,
  rest: 10,
};

/** The throughput since the previous sample. */
export interface ThroughputSample {
  readonly bytesPerSecond: number;
  /** Whether all slots were in use all the time: otherwise the throughput says nothing about the concurrency. */
  readonly isSaturated: boolean;
}

/**
 * Searches for the number of transfers at the same time that the link supports: more while that increases the
 * throughput, and fewer while that costs none, so that transfers do not slow each other on a link that a few fill.
 */
export interface ConcurrencySearch {
  readonly concurrency: number;
  /** @returns the concurrency to use until the next sample. */
  addSample(sample: ThroughputSample): number;
}

/** The state before the concurrency that is being tried. */
interface Trial {
  readonly concurrency: number;
  readonly bytesPerSecond: number;
}

const step = 1.5;
/** A failed trial of a lower concurrency costs throughput, so that it is repeated less often. */
const lowerTrialRests = 4;

export function searchConcurrency(policy: ConcurrencyPolicy = defaultConcurrency): ConcurrencySearch {
  let concurrency = policy.initial;
  let direction: 'more' | 'fewer' = 'more';
  let trial: Trial | undefined;
  let restingSamples = 0;

  const nextStep = (): number =>
    direction === 'more'
      ? Math.min(policy.max, Math.ceil(concurrency * step))
      : Math.max(policy.min, Math.floor(concurrency / step));

  const reverse = (): void => {
    trial = undefined;
    restingSamples = direction === 'fewer' ? lowerTrialRests * policy.rest : policy.rest;
    direction = direction === 'more' ? 'fewer' : 'more';
  };

  const startTrial = (bytesPerSecond: number): void => {
    const next = nextStep();
    if (next === concurrency) return reverse();
    trial = { concurrency, bytesPerSecond };
    concurrency = next;
  };

  const isImprovement = ({ bytesPerSecond: before }: Trial, bytesPerSecond: number): boolean =>
    direction === 'more'
      ? bytesPerSecond >= before * (1 + policy.minGain)
      : bytesPerSecond > before * (1 - policy.minGain);

  return {
    get concurrency() {
      return concurrency;
    },
    addSample({ bytesPerSecond, isSaturated }) {
      if (!isSaturated) {
        trial = undefined;
      } else if (restingSamples > 0) {
        restingSamples -= 1;
      } else if (trial && !isImprovement(trial, bytesPerSecond)) {
        ({ concurrency } = trial);
        reverse();
      } else {
        // Each step down is compared with the highest throughput of all steps, so that small losses do not add up.
        startTrial(Math.max(bytesPerSecond, direction === 'fewer' ? (trial?.bytesPerSecond ?? 0) : 0));
      }
      return concurrency;
    },
  };
}

/** Milliseconds from one sample of the throughput to the next. */
const sampleInterval = 500;

/**
 * Adapts the concurrency of a semaphore to the throughput of the link.
 *
 * @returns a function that must be called with the bytes that were transferred.
 */
export function adaptConcurrency(
  semaphore: FairSemaphore,
  policy?: ConcurrencyPolicy,
): (bytes: number) => void {
  const search = searchConcurrency(policy);
  let transferred = 0;
  let sampledAt = performance.now();
  let isSaturated = false;
  /** Whether no more work than the tried concurrency ran when this sample started. */
  let isAtConcurrency = true;
  semaphore.concurrency = search.concurrency;

  const isFull = (): boolean => semaphore.running >= semaphore.concurrency;

  // Samples are taken by the transfers themselves, so that no timer outlives them.
  return (bytes) => {
    transferred += bytes;
    isSaturated &&= isFull();
    const now = performance.now();
    if (now - sampledAt < sampleInterval) return;
    const bytesPerSecond = (1000 * transferred) / (now - sampledAt);
    // A lower concurrency has an effect only after the surplus work has ended.
    if (isAtConcurrency) semaphore.concurrency = search.addSample({ bytesPerSecond, isSaturated });
    isAtConcurrency = semaphore.running <= semaphore.concurrency;
    transferred = 0;
    sampledAt = now;
    isSaturated = isFull();
  };
}
