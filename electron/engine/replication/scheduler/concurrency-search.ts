import type { ThroughputSample } from './throughput-samples.ts';

/** Bounds and steps of the search for the best concurrency. */
export interface ConcurrencyPolicy {
  readonly initial: number;
  readonly min: number;
  readonly max: number;
  /** The gain in throughput, as a share, that justifies a higher concurrency; also the loss that a lower one may cost. */
  readonly minGain: number;
  /** Samples to wait after a trial that did not improve anything. */
  readonly rest: number;
  /** The factor from one concurrency to the next. */
  readonly step: number;
}

/** Ten connections fill a link of which each gets a tenth; a link that two connections fill loses nothing by ten. */
export const defaultConcurrency: ConcurrencyPolicy = {
  initial: 10,
  min: 4,
  max: 32,
  minGain: 0.1,
  rest: 10,
  step: 1.5,
};

/**
 * Searches for the number of transfers at the same time that the link supports: more while that increases the
 * throughput, and fewer while that costs none, so that transfers do not slow each other on a link that a few fill.
 */
export interface ConcurrencySearch {
  readonly concurrency: number;
  /** Whether the next sample judges this concurrency. */
  readonly isTrial: boolean;
  /** @returns the concurrency to use until the next sample. */
  addSample(sample: ThroughputSample): number;
}

/** The state before the concurrency that is being tried. */
interface Trial {
  readonly concurrency: number;
  readonly bytesPerSecond: number;
}

/** A failed trial of a lower concurrency costs throughput, so that it is repeated less often. */
const lowerTrialRests = 4;

/** The share of the throughput before a failed trial below which its outcome says nothing about the link any more. */
const changedLink = 0.5;

/** Creates a search, which tries more transfers first. A sample with free slots ends a trial without a change. */
export function createConcurrencySearch(policy: ConcurrencyPolicy = defaultConcurrency): ConcurrencySearch {
  let concurrency = policy.initial;
  let direction: 'more' | 'fewer' = 'more';
  let trial: Trial | undefined;
  let restingSamples = 0;
  /** The throughput before the last trial that ended the search in a direction. */
  let judgedAt = 0;

  const nextStep = (): number =>
    direction === 'more'
      ? Math.min(policy.max, Math.ceil(concurrency * policy.step))
      : Math.max(policy.min, Math.floor(concurrency / policy.step));

  const reverse = (bytesPerSecond: number, rest: number): void => {
    trial = undefined;
    judgedAt = bytesPerSecond;
    restingSamples = rest;
    direction = direction === 'more' ? 'fewer' : 'more';
  };

  const startTrial = (bytesPerSecond: number): void => {
    const next = nextStep();
    if (next === concurrency) return reverse(bytesPerSecond, policy.rest);
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
    get isTrial() {
      return trial !== undefined;
    },
    addSample({ bytesPerSecond, isSaturated }) {
      if (!isSaturated) {
        trial = undefined;
      } else if (restingSamples > 0 && bytesPerSecond < changedLink * judgedAt) {
        direction = 'more';
        startTrial(bytesPerSecond);
        restingSamples = 0;
      } else if (restingSamples > 0) {
        restingSamples -= 1;
      } else if (trial && !isImprovement(trial, bytesPerSecond)) {
        ({ concurrency } = trial);
        reverse(trial.bytesPerSecond, (direction === 'fewer' ? lowerTrialRests : 1) * policy.rest);
      } else {
        // Each step down is compared with the highest throughput of all steps, so that small losses do not add up.
        startTrial(Math.max(bytesPerSecond, direction === 'fewer' ? (trial?.bytesPerSecond ?? 0) : 0));
      }
      return concurrency;
    },
  };
}
