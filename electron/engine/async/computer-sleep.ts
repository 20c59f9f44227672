import { setTimeout as delay } from 'node:timers/promises';
import { orAbort } from './or-abort.ts';

/** One attempt at something that a sleep of the computer may interrupt. */
export interface Attempt {
  /** Aborted by the caller's signal, and on resume when the attempt began before the sleep: its connection may be dead. */
  readonly signal: AbortSignal;
  /** Whether the computer slept during it. A failure is then no sign of a fault of the network or the service. */
  wasInterrupted(): boolean;
  /** To be called once it has ended. */
  end(): void;
}

/** The computer's sleep, as seen by work that it interrupts. */
export interface SleepWatch {
  readonly isAsleep: boolean;
  /** Resolves when the computer is awake. @throws the signal's reason as soon as it is aborted. */
  whenAwake(signal?: AbortSignal): Promise<void>;
  beginAttempt(signal?: AbortSignal): Attempt;
  /** Whether the network may still be coming back after a resume: what fails then is not counted either. */
  isSettling(): boolean;
  /** Waits before another attempt; a resume ends the wait. @param milliseconds of waiting. @throws AbortError. */
  wait(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

/** Follows the sleep and the resume of the computer that all work runs on. */
export interface ComputerSleep extends SleepWatch {
  suspend(): void;
  resume(): void;
}

const ignore = (): void => undefined;

/** Milliseconds that a computer may take after a resume to be in its network again: to join a Wi-Fi, to dial a VPN. */
const settlingTime = 30_000;

/** @param clock milliseconds; of a clock that only goes forward. */
export function createComputerSleep(clock: () => number = () => performance.now()): ComputerSleep {
  const attempts = new Set<AbortController>();
  const waits = new Set<() => void>();
  let asleep: PromiseWithResolvers<void> | undefined;
  /** Counts the sleeps. */
  let sleeps = 0;
  let resumedAt = Number.NEGATIVE_INFINITY;

  return {
    get isAsleep() {
      return asleep !== undefined;
    },
    async whenAwake(signal) {
      for (let sleeping = asleep; sleeping; sleeping = asleep) await orAbort(sleeping.promise, signal);
    },
    beginAttempt(signal) {
      // One that begins while the computer is asleep is interrupted from the start.
      const before = asleep ? undefined : sleeps;
      const cut = new AbortController();
      attempts.add(cut);
      return {
        signal: signal ? AbortSignal.any([signal, cut.signal]) : cut.signal,
        wasInterrupted: () => sleeps !== before,
        end: () => void attempts.delete(cut),
      };
    },
    isSettling: () => clock() - resumedAt < settlingTime,
    async wait(milliseconds, signal) {
      const ended = new AbortController();
      const end = (): void => ended.abort();
      waits.add(end);
      const signals = signal ? [signal, ended.signal] : [ended.signal];
      try {
        await delay(milliseconds, undefined, { signal: AbortSignal.any(signals) });
      } catch (error) {
        signal?.throwIfAborted();
        if (!ended.signal.aborted) throw error;
      } finally {
        waits.delete(end);
      }
    },
    suspend() {
      if (asleep) return;
      sleeps += 1;
      asleep = Promise.withResolvers();
    },
    resume() {
      if (!asleep) return;
      asleep.resolve();
      asleep = undefined;
      resumedAt = clock();
      for (const end of waits) end();
      for (const cut of attempts) cut.abort();
      attempts.clear();
    },
  };
}

/** Of work that runs on a computer that is not known to sleep. */
export const neverAsleep: SleepWatch = {
  isAsleep: false,
  whenAwake: () => Promise.resolve(),
  beginAttempt: (signal) => ({
    signal: signal ?? new AbortController().signal,
    wasInterrupted: () => false,
    end: ignore,
  }),
  isSettling: () => false,
  wait: (milliseconds, signal) => delay(milliseconds, undefined, signal ? { signal } : {}),
};

/**
 * Makes an attempt; one that a sleep of the computer interrupted is made again after the resume, as often as that
 * happens, as if it had not been made.
 *
 * @throws what the attempt threw, or the signal's reason.
 */
export async function throughSleep<T>(
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
    } finally {
      attempt.end();
    }
  }
}
