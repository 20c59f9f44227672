import { setTimeout as delay } from 'node:timers/promises';
import { EngineError } from '../errors/engine-error.ts';

/** How often and how patiently something temporary is tried again. All times in milliseconds. */
export interface RetryPolicy {
  /** The first attempt included. */
  readonly attempts: number;
  /** Upper bound of the first wait; doubles with every attempt. */
  readonly firstWait: number;
  readonly longestWait: number;
}

/** For what a person waits for. */
export const defaultRetryPolicy: RetryPolicy = { attempts: 6, firstWait: 250, longestWait: 10_000 };

/** For a copy under way: a network that is gone for minutes, four on average, does not end it. */
export const patientRetryPolicy: RetryPolicy = { attempts: 24, firstWait: 250, longestWait: 30_000 };

/** Full jitter: anywhere between nothing and the bound, so that many callers do not come back together. */
export const waitBefore = (
  attempt: number,
  { firstWait, longestWait }: RetryPolicy,
  random = Math.random,
): number => random() * Math.min(longestWait, firstWait * 2 ** (attempt - 1));

const isTemporary = (error: unknown): boolean => error instanceof EngineError && error.data.retryable;

/**
 * The one place that tries again. Only what says of itself that it is temporary is repeated.
 *
 * @throws the last error, or the signal's reason as soon as it is aborted.
 */
export async function withRetry<T>(
  policy: RetryPolicy,
  signal: AbortSignal | undefined,
  attempt: (number: number) => Promise<T>,
): Promise<T> {
  for (let number = 1; ; number += 1) {
    signal?.throwIfAborted();
    try {
      return await attempt(number);
    } catch (error) {
      signal?.throwIfAborted();
      if (number >= policy.attempts || !isTemporary(error)) throw error;
      await delay(waitBefore(number, policy), undefined, signal ? { signal } : {});
    }
  }
}
