import { setTimeout as delay } from 'node:timers/promises';

/** What sign-ins wait and tell the time by. Milliseconds; `now` since 1970. */
export interface Clock {
  now(): number;
  /** @throws AbortError as soon as the signal is aborted. */
  wait(milliseconds: number, signal: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  wait: (milliseconds, signal) => delay(milliseconds, undefined, { signal }),
};
