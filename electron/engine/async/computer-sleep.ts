import { setTimeout as delay } from 'node:timers/promises';
import { rejectOnAbort } from './abort.ts';

/** One attempt of an operation that a sleep of the computer can interrupt. */
export interface Attempt {
  /** Aborted with the caller's signal, and on resume when the attempt started before: its connection may be dead. */
  readonly signal: AbortSignal;
  /** Whether the computer slept during the attempt. A failure then says nothing about the network or the service. */
  wasInterrupted(): boolean;
}

/** The sleep of the computer, for work that it interrupts. */
export interface SleepWatch {
  readonly isAsleep: boolean;
  /** Waits until the computer is awake. @throws the signal's reason as soon as it is aborted. */
  whenAwake(signal?: AbortSignal): Promise<void>;
  beginAttempt(signal?: AbortSignal): Attempt;
  /** Whether the network may still be reconnecting after a resume; attempts that fail then are not counted. */
  isSettling(): boolean;
  /** Waits before another attempt; a resume ends the wait. @param milliseconds to wait. @throws AbortError. */
  wait(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

/** Records when the computer is suspended and resumed. */
export interface ComputerSleep extends SleepWatch {
  suspend(): void;
  resume(): void;
}

/** Milliseconds that a computer may need after a resume to reconnect, such as to a Wi-Fi network or a VPN. */
const settlingTime = 30_000;

/** @param clock a monotonic clock, in milliseconds. */
export function createComputerSleep(clock: () => number = () => performance.now()): ComputerSleep {
  let nextResume = new AbortController();
  let combined = new WeakMap<AbortSignal, AbortSignal>();
  let asleep: PromiseWithResolvers<void> | undefined;
  let sleepCount = 0;
  let resumedAt = Number.NEGATIVE_INFINITY;

  /**
   * Aborted with the caller's signal, and at the next resume. There is one for each signal of a caller, because Node
   * keeps entries for every combination as long as the combined signals exist.
   */
  const untilResume = (signal: AbortSignal | undefined): AbortSignal => {
    if (!signal) return nextResume.signal;
    const known = combined.get(signal) ?? AbortSignal.any([signal, nextResume.signal]);
    combined.set(signal, known);
    return known;
  };

  return {
    get isAsleep() {
      return asleep !== undefined;
    },
    async whenAwake(signal) {
      for (let sleeping = asleep; sleeping; sleeping = asleep) await rejectOnAbort(sleeping.promise, signal);
    },
    beginAttempt(signal) {
      // An attempt that starts while the computer is asleep counts as interrupted.
      const sleepCountAtStart = asleep ? undefined : sleepCount;
      return {
        signal: untilResume(signal),
        wasInterrupted: () => sleepCount !== sleepCountAtStart,
      };
    },
    isSettling: () => clock() - resumedAt < settlingTime,
    async wait(milliseconds, signal) {
      const resumed = nextResume.signal;
      try {
        await delay(milliseconds, undefined, { signal: untilResume(signal) });
      } catch (error) {
        signal?.throwIfAborted();
        if (!resumed.aborted) throw error;
      }
    },
    suspend() {
      if (asleep) return;
      sleepCount += 1;
      asleep = Promise.withResolvers();
    },
    resume() {
      if (!asleep) return;
      asleep.resolve();
      asleep = undefined;
      resumedAt = clock();
      const resumed = nextResume;
      nextResume = new AbortController();
      combined = new WeakMap();
      resumed.abort();
    },
  };
}

/** For work on a computer whose sleep is not observed. */
export const neverAsleep: SleepWatch = {
  isAsleep: false,
  whenAwake: () => Promise.resolve(),
  beginAttempt: (signal) => ({
    signal: signal ?? new AbortController().signal,
    wasInterrupted: () => false,
  }),
  isSettling: () => false,
  wait: (milliseconds, signal) => delay(milliseconds, undefined, signal ? { signal } : {}),
};

/**
 * Makes an attempt, and repeats it after the resume when a sleep of the computer interrupted it.
 *
 * @throws what the attempt throws, or the signal's reason.
 */
export async function repeatAfterSleep<T>(
  sleep: SleepWatch,
  signal: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  for (;;) {
    await sleep.whenAwake(signal);
    const attempt = sleep.beginAttempt(signal);
    try {
      return await work(attempt.signal);
    } catch (error) {
      signal?.throwIfAborted();
      if (!attempt.wasInterrupted()) throw error;
    }
  }
}
