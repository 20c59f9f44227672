import { setImmediate as afterPendingWork } from 'node:timers/promises';

/** Time that advances when everything waits for it. */
export interface VirtualClock {
  /** Milliseconds since the start of the simulation. */
  readonly now: () => number;
  readonly wait: (milliseconds: number) => Promise<void>;
  /** Runs work until it ends. @throws Error when the work waits for something other than this clock. */
  run<T>(work: () => Promise<T>): Promise<T>;
}

/** Milliseconds to which times are rounded up: events of one step run together. */
const step = 1;

export function createVirtualClock(): VirtualClock {
  let time = 0;
  /** The waiting work by the step in which it continues. */
  const waiting = new Map<number, (() => void)[]>();
  /** The steps with waiting work: a binary heap with the earliest first. */
  const steps: number[] = [];

  const push = (value: number): void => {
    let index = steps.push(value) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      const above = steps[parent] ?? 0;
      if (above <= value) break;
      steps[index] = above;
      index = parent;
    }
    steps[index] = value;
  };

  const pop = (): number | undefined => {
    const [first] = steps;
    const last = steps.pop();
    if (first === undefined || last === undefined || steps.length === 0) return first;
    let index = 0;
    for (;;) {
      const left = 2 * index + 1;
      if (left >= steps.length) break;
      const right = left + 1;
      const smaller = (steps[right] ?? Number.POSITIVE_INFINITY) < (steps[left] ?? 0) ? right : left;
      const below = steps[smaller] ?? 0;
      if (below >= last) break;
      steps[index] = below;
      index = smaller;
    }
    steps[index] = last;
    return first;
  };

  return {
    now: () => time,
    wait(milliseconds) {
      const at = Math.ceil((time + Math.max(0, milliseconds)) / step) * step;
      return new Promise((resolve) => {
        const others = waiting.get(at);
        if (others) others.push(resolve);
        else {
          waiting.set(at, [resolve]);
          push(at);
        }
      });
    },
    async run(work) {
      const state = { isRunning: true };
      const result = work().finally(() => {
        state.isRunning = false;
      });
      // A failure is thrown by the return below.
      result.catch(() => undefined);
      await afterPendingWork();
      while (state.isRunning) {
        const next = pop();
        if (next === undefined) throw new Error('The simulated work waits for something that never happens.');
        time = next;
        const due = waiting.get(next) ?? [];
        waiting.delete(next);
        for (const resume of due) resume();
        await afterPendingWork();
      }
      return result;
    },
  };
}
