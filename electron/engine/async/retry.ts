import type { ErrorCode } from '../../../shared/models/result.ts';
import { EngineError, hasCode } from '../errors/engine-error.ts';
import { orAbandon } from './or-leave.ts';
import type { SleepWatch } from './computer-sleep.ts';
import { neverAsleep, throughSleep } from './computer-sleep.ts';

/** How often and how patiently something temporary is tried again. All times in milliseconds. */
export interface RetryPolicy {
  /** The first attempt included. */
  readonly attempts: number;
  /** Upper bound of the first wait; doubles with every attempt. */
  readonly firstWait: number;
  readonly longestWait: number;
  /** As `attempts`, for a call that ECR throttles: it will pass, if only later. `attempts` when absent. */
  readonly attemptsWhenThrottled?: number;
  /** Milliseconds after which a network that is gone is no longer tried; only the attempts count when absent. */
  readonly networkLimit?: number;
}

/** For what a person waits for. Throttled, a plan is as patient as a copy. */
export const defaultRetryPolicy: RetryPolicy = {
  attempts: 6,
  firstWait: 250,
  longestWait: 10_000,
  networkLimit: 14_000,
  attemptsWhenThrottled: 24,
};

/** For a copy under way: a network that is gone for minutes, four on average, does not end it. */
export const patientRetryPolicy: RetryPolicy = { attempts: 24, firstWait: 250, longestWait: 30_000 };

/** Full jitter: anywhere between nothing and the bound, so that many callers do not come back together. */
export const waitBefore = (
  attempt: number,
  { firstWait, longestWait }: RetryPolicy,
  random = Math.random,
): number => random() * Math.min(longestWait, firstWait * 2 ** (attempt - 1));

/** Whether it may pass when it is simply tried again. */
export const isTemporary = (error: unknown): boolean => error instanceof EngineError && error.data.retryable;

const networkCodes: ReadonlySet<ErrorCode> = new Set(['network', 'offline', 'proxy']);

const isNetworkFailure = (error: unknown): boolean =>
  error instanceof EngineError && networkCodes.has(error.data.code);

/** Makes an attempt within what is left of the limit. @throws the failure before it as soon as nothing is left. */
async function attemptWithin<T>(
  left: number,
  failure: unknown,
  signal: AbortSignal,
  attempt: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const limit = AbortSignal.timeout(Math.ceil(Math.max(0, left)));
  try {
    return await orAbandon(attempt(AbortSignal.any([signal, limit])), limit, 0);
  } catch (error) {
    throw limit.aborted && !signal.aborted ? failure : error;
  }
}

/**
 * The one place that tries again. Only what says of itself that it is temporary is repeated. An attempt that a sleep of
 * the computer interrupted is made again and not counted, nor is one that fails while its network comes back. After a
 * failure of the network the policy's `networkLimit` holds for all attempts together.
 *
 * @param attempt its signal is also aborted when the attempt has to be made again after a sleep.
 * @throws the last error, or the signal's reason as soon as it is aborted.
 */
export async function withRetry<T>(
  policy: RetryPolicy,
  signal: AbortSignal | undefined,
  attempt: (number: number, signal: AbortSignal) => Promise<T>,
  sleep: SleepWatch = neverAsleep,
): Promise<T> {
  const { networkLimit } = policy;
  /** When the first of the attempts began that the network has failed since. */
  let networkSince = performance.now();
  const left = (): number => (networkLimit ?? Number.POSITIVE_INFINITY) - (performance.now() - networkSince);
  let networkFailure: unknown;
  let counted = 1;
  let throttled = 1;
  for (let number = 1; ; number += 1) {
    signal?.throwIfAborted();
    if (networkFailure === undefined) networkSince = performance.now();
    try {
      return await throughSleep(sleep, signal, (ofAttempt) =>
        networkFailure === undefined || networkLimit === undefined
          ? attempt(number, ofAttempt)
          : attemptWithin(left(), networkFailure, ofAttempt, (within) => attempt(number, within)),
      );
    } catch (error) {
      signal?.throwIfAborted();
      const isFree = sleep.isSettling();
      const isThrottled = hasCode(error, 'throttled');
      const isSpent = isThrottled
        ? throttled >= (policy.attemptsWhenThrottled ?? policy.attempts)
        : counted >= policy.attempts;
      if (!isTemporary(error) || (!isFree && isSpent)) throw error;
      if (!isNetworkFailure(error)) networkFailure = undefined;
      else if (left() <= 0) throw error;
      else networkFailure = error;
      if (!isFree && isThrottled) throttled += 1;
      else if (!isFree) counted += 1;
      const wait = waitBefore(number, policy);
      await sleep.wait(networkFailure === undefined ? wait : Math.min(wait, left()), signal);
    }
  }
}
