import type { Random } from '../core/random.ts';
import { echoes, echoNames } from './echoes.ts';
import type { Call } from './error-paths.ts';
import { isKept } from './error-paths.ts';
import type { CanaryWorld } from './world.ts';

interface Step {
  /** The same in every sweep. */
  readonly name: string;
  readonly work: () => Promise<unknown>;
  /** What the step needs, brought about while nothing is refused. */
  readonly before?: () => Promise<unknown>;
  /** Later steps need what this one brings about. */
  readonly isNeeded?: boolean;
  /** A later step gets to the call with fewer others: that one tries the echoes in most runs. */
  readonly isDetour?: boolean;
  /** The step runs a program of the person's, which fails. */
  readonly runsProgram?: boolean;
  /** Refused calls of one step get different echoes: each ends on its own, without another attempt. */
  readonly takesTurns?: boolean;
}

/** Does a step of the window while one call is refused to it. */
export interface Sweep {
  /** How many echoes are still to be tried. */
  readonly left: number;
  /**
   * Does a step once with some echo; where the call is refused, in most runs once with each other echo as well. A step
   * that did not make the call the last time is left out in most runs.
   */
  try(name: string, work: Step['work'], options?: Omit<Step, 'name' | 'work'>): Promise<void>;
  /** Tries the echoes that are left, with the last step that the call was refused to. */
  finish(): Promise<void>;
}

interface SweepPorts {
  readonly world: CanaryWorld;
  readonly call: Call;
  readonly random: Random;
  /** Whether an operation was refused to a step, as far as any run has shown. */
  readonly refusedBefore: Map<string, boolean>;
  /** Brings about that the call is made again: what it gave is forgotten. */
  readonly prepare: () => Promise<void>;
  readonly tried: (echo: string) => void;
}

/** In how many runs a step is done that did not make the call before: what the app keeps may have kept it from that. */
const shareOfOthers = 0.1;

const statuses = [400, 401, 403, 404, 409, 429, 500, 503];
/** A device's code is asked about again and again while the service fails: with these it is not. */
const refusals = [400, 401, 403, 404];

const saidBy = (echo: string, secrets: readonly string[]): string =>
  echoes[echo]?.({ method: '', url: '', headers: {}, body: '', secrets, foreign: '' }).body ?? '';

export function createSweep({ world, call, random, refusedBefore, prepare, tried }: SweepPorts): Sweep {
  const { relay, programs } = world;
  const left = new Set(echoNames);
  const usable = call.profile === 'device' ? refusals : statuses;
  let lastRefused: Step | undefined;
  /** The app keeps what the call gave, or that it was refused: it is made again only once that is forgotten. */
  let isForgottenFirst = false;
  const leftOut: Step[] = [];

  const note = (echo: string): void => {
    left.delete(echo);
    tried(echo);
  };

  /** @returns whether the call was refused. */
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

  /** @returns whether the call was refused. */
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
      // What the app keeps has to be forgotten before each echo: the first step, which is short, is enough.
      if ((await begin(step)) && (isKept(call) || random.chance(isDetour === true ? 0.2 : 0.8)))
        await tryLeft(step);
    },
    async finish() {
      for (const step of leftOut) if (lastRefused === undefined) await begin(step);
      if (lastRefused) await tryLeft(lastRefused);
    },
  };
}
