import type { Random } from '../../../electron/testing/random.ts';
import { echoes, echoNames } from './echoes.ts';
import type { Call } from './error-paths.ts';
import { isKept } from './error-paths.ts';
import type { CanaryWorld } from './world.ts';

interface Step {
  /** The same in every sweep. */
  readonly name: string;
  readonly work: () => Promise<unknown>;
  /** Prepares the step while nothing is rejected. */
  readonly before?: () => Promise<unknown>;
  /** Whether later steps need the result of this one. */
  readonly isNeeded?: boolean;
  /** Whether a later step makes the call after fewer others: that one tries the echoes in most runs. */
  readonly isDetour?: boolean;
  /** Whether the step runs a program of the user, which fails. */
  readonly runsProgram?: boolean;
  /** Whether rejected calls of one step get different echoes, because each fails separately without a retry. */
  readonly takesTurns?: boolean;
}

/** Runs the steps of the window while one call is rejected. */
export interface Sweep {
  /** The number of echoes that remain. */
  readonly left: number;
  /**
   * Runs a step once with some echo; where the call is rejected, in most runs once with each other echo as well. In most
   * runs a step that did not make the call the last time is skipped.
   */
  try(name: string, work: Step['work'], options?: Omit<Step, 'name' | 'work'>): Promise<void>;
  /** Tries the remaining echoes, with the last step whose call was rejected. */
  finish(): Promise<void>;
}

interface SweepPorts {
  readonly world: CanaryWorld;
  readonly call: Call;
  readonly random: Random;
  /** Whether an operation was rejected in a step, as far as the runs have shown. */
  readonly refusedBefore: Map<string, boolean>;
  /** Clears the cached result, so that the call is made again. */
  readonly prepare: () => Promise<void>;
  readonly tried: (echo: string) => void;
}

/** The share of runs with a step that did not make the call before: a cached result can have prevented it. */
const shareOfOthers = 0.1;

const statuses = [400, 401, 403, 404, 409, 429, 500, 503];
/** A device's code is polled repeatedly while the service fails, except with these. */
const refusals = [400, 401, 403, 404];

const saidBy = (echo: string, secrets: readonly string[]): string =>
  echoes[echo]?.({ method: '', url: '', headers: {}, body: '', secrets, foreign: '' }).body ?? '';

export function createSweep({ world, call, random, refusedBefore, prepare, tried }: SweepPorts): Sweep {
  const { relay, programs } = world;
  const left = new Set(echoNames);
  const usable = call.profile === 'device' ? refusals : statuses;
  let lastRefused: Step | undefined;
  /** Calls whose result or failure the app caches: they are made again only once the cache is cleared. */
  let isForgottenFirst = false;
  const leftOut: Step[] = [];

  const note = (echo: string): void => {
    left.delete(echo);
    tried(echo);
  };

  /** @returns whether the call was rejected. */
  const once = async (first: string, { work, takesTurns, runsProgram }: Step): Promise<boolean> => {
    const isProgram = call.operation === 'program' && runsProgram === true;
    if (isProgram) {
      await programs.say(saidBy(first, [...relay.secrets]));
      note(first);
    }
    const turns = [...left].filter((echo) => echo !== first);
    let isRefused = isProgram;
    relay.fault = {
      operation: call.operation,
      next() {
        const echo = (isRefused && takesTurns === true && turns.pop()) || first;
        isRefused = true;
        note(echo);
        return { echo, status: random.pick(usable) };
      },
    };
    try {
      await work();
    } finally {
      relay.fault = undefined;
    }
    return isRefused;
  };

  const tryLeft = async (step: Step): Promise<void> => {
    for (const echo of left) {
      if (!isForgottenFirst && (await once(echo, step))) continue;
      await prepare();
      if (!(await once(echo, step))) return;
      isForgottenFirst = true;
    }
  };

  /** @returns whether the call was rejected. */
  const begin = async (step: Step): Promise<boolean> => {
    await step.before?.();
    const key = `${call.operation}, ${step.name}`;
    const isRefused = await once(random.pick(echoNames), step);
    refusedBefore.set(key, isRefused || refusedBefore.get(key) === true);
    if (isRefused) lastRefused = step;
    return isRefused;
  };

  return {
    get left() {
      return left.size;
    },
    async try(name, work, options = {}) {
      const step: Step = { name, work, ...options };
      const { isNeeded, isDetour } = step;
      const isOther = refusedBefore.get(`${call.operation}, ${name}`) === false;
      if (isOther && isNeeded !== true && !random.chance(shareOfOthers)) {
        leftOut.push(step);
        return;
      }
      // The cache has to be cleared before each echo: the first step, which is short, suffices.
      if ((await begin(step)) && (isKept(call) || random.chance(isDetour === true ? 0.2 : 0.8)))
        await tryLeft(step);
    },
    async finish() {
      for (const step of leftOut) if (lastRefused === undefined) await begin(step);
      if (lastRefused) await tryLeft(lastRefused);
    },
  };
}
