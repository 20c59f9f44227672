import type { Random } from '../random.ts';
import { echoes, echoNames } from './echoes.ts';
import type { Call } from './error-paths.ts';
import type { CanaryWorld } from './world.ts';

interface Step {
  readonly work: () => Promise<unknown>;
  /** The step runs a program of the person's, which fails. */
  readonly runsProgram?: boolean;
  /** Refused calls of one step get different echoes: each ends on its own, without another attempt. */
  readonly takesTurns?: boolean;
}

/** Does a step of the window while one call is refused to it. */
export interface Sweep {
  /**
   * Does a step once with some echo; where the call is refused, in most runs once with each other echo as well.
   */
  try(work: Step['work'], options?: Omit<Step, 'work'>): Promise<void>;
  /** Tries the echoes that are left, with the last step that the call was refused to. */
  finish(): Promise<void>;
}

interface SweepPorts {
  readonly world: CanaryWorld;
  readonly call: Call;
  readonly random: Random;
  /** Brings about that the call is made again: what it gave is forgotten. */
  readonly prepare: () => Promise<void>;
  readonly tried: (echo: string) => void;
}

const statuses = [400, 401, 403, 404, 409, 429, 500, 503];
/** A device's code is asked about again and again while the service fails: with these it is not. */
const refusals = [400, 401, 403, 404];

const saidBy = (echo: string, secrets: readonly string[]): string =>
  echoes[echo]?.({ method: '', url: '', headers: {}, body: '', secrets, foreign: '' }).body ?? '';

export function createSweep({ world, call, random, prepare, tried }: SweepPorts): Sweep {
  const { relay, programs } = world;
  const left = new Set(echoNames);
  const usable = call.profile === 'device' ? refusals : statuses;
  let lastRefused: Step | undefined;

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
      if (await once(echo, step)) continue;
      await prepare();
      if (!(await once(echo, step))) return;
    }
  };

  return {
    async try(work, options = {}) {
      const step = { work, ...options };
      if (!(await once(random.pick(echoNames), step))) return;
      lastRefused = step;
      if (random.chance(0.8)) await tryLeft(step);
    },
    async finish() {
      if (lastRefused) await tryLeft(lastRefused);
    },
  };
}
