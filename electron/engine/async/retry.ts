import type { ErrorCode } from '../../../shared/models/result.ts';
import { EngineError, hasCode } from '../errors/engine-error.ts';
import { abandonAfterAbort } from './abort.ts';
import type { SleepWatch } from './computer-sleep.ts';
import { neverAsleep, repeatAfterSleep } from './computer-sleep.ts';

/** How often an operation that failed temporarily is attempted, and how long the waits are. Times in milliseconds. */
export interface RetryPolicy {
  /** Includes the first attempt. */
  readonly attempts: number;
  /** Upper bound of the first wait; the bound doubles with every attempt. */
  readonly firstWait: number;
  readonly longestWait: number;
  /** Replaces `attempts` for calls that ECR throttles, because throttling always ends; `attempts` when absent. */
  readonly attemptsWhenThrottled?: number;
  /** Total time after which an unreachable network is no longer tried; only the attempts count when absent. */
  readonly networkLimit?: number;
}

/** For operations that a user waits for. When throttled, a plan is as patient as a copy. */
export const defaultRetryPolicy: RetryPolicy = {
  attempts: 6,
  firstWait: 250,
  longestWait: 10_000,
  networkLimit: 14_000,
  attemptsWhenThrottled: 24,
};

/** For a running copy: it survives a network outage of several minutes, four on average. */
export const patientRetryPolicy: RetryPolicy = { attempts: 24, firstWait: 250, longestWait: 30_000 };

/** Milliseconds before the next attempt, with full jitter, so that many callers do not retry at the same moment. */
export const waitBefore = (
  attempt: number,
  { firstWait, longestWait }: RetryPolicy,
  random = Math.random,
): number => random() * Math.min(longestWait, firstWait * 2 ** (attempt - 1));

/** Whether the same operation may succeed when it is simply repeated. */
export const isTemporary = (error: unknown): boolean => error instanceof EngineError && error.data.retryable;

const networkCodes: ReadonlySet<ErrorCode> = new Set(['network', 'offline', 'proxy']);

const isNetworkFailure = (error: unknown): boolean =>
  error instanceof EngineError && networkCodes.has(error.data.code);

/** Counts the failed attempts of one operation against its policy. */
export interface AttemptCounter {
  /**
   * Counts a failure.
   *
   * @param isFree whether this failure uses up no attempt.
   * @returns milliseconds to wait before the next attempt.
   * @throws the given error when it is not temporary, or when no attempt is left.
   */
  countFailure(error: unknown, isFree: boolean): number;
  /** Allows all attempts of the policy again. */
  reset(): void;
}

/** The one place that decides whether an operation is attempted again. */
export function countAttempts(policy: RetryPolicy): AttemptCounter {
  const initial = { number: 1, counted: 1, throttled: 1 };
  let attempts = initial;
  return {
    countFailure(error, isFree) {
      const { number, counted, throttled } = attempts;
      const isThrottled = hasCode(error, 'throttled');
      const isSpent = isThrottled
        ? throttled >= (policy.attemptsWhenThrottled ?? policy.attempts)
        : counted >= policy.attempts;
      if (!isTemporary(error) || (!isFree && isSpent)) throw error;
      attempts = {
        number: number + 1,
        counted: counted + (isFree || isThrottled ? 0 : 1),
        throttled: throttled + (!isFree && isThrottled ? 1 : 0),
      };
      return waitBefore(number, policy);
    },
    reset() {
      attempts = initial;
    },
  };
}

/** Makes an attempt that has to end within `remaining` milliseconds. @throws `failure` when it does not. */
async function attemptWithin<T>(
  remaining: number,
  failure: unknown,
  signal: AbortSignal,
  attempt: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const limit = AbortSignal.timeout(Math.ceil(Math.max(0, remaining)));
  try {
    return await abandonAfterAbort(attempt(AbortSignal.any([signal, limit])), limit, 0);
  } catch (error) {
    throw limit.aborted && !signal.aborted ? failure : error;
  }
}

/**
 * Repeats an operation while its failures are temporary and the policy allows another attempt. An attempt that the
 * sleep of the computer interrupted is repeated and not counted; an attempt that fails shortly after a resume is not
 * counted either. After the first network failure, `networkLimit` bounds all attempts together.
 *
 * @param attempt gets the number of the attempt and a signal, which is also aborted when a sleep interrupts the attempt.
 * @throws the last error, or the signal's reason as soon as it is aborted.
 */
export async function withRetry<T>(
  policy: RetryPolicy,
  signal: AbortSignal | undefined,
  attempt: (number: number, signal: AbortSignal) => Promise<T>,
  sleep: SleepWatch = neverAsleep,
): Promise<T> {
  const { networkLimit } = policy;
  const attempts = countAttempts(policy);
  /** When the first attempt of the present series of network failures started. */
  let networkFailingSince = performance.now();
  const remaining = (): number =>
    (networkLimit ?? Number.POSITIVE_INFINITY) - (performance.now() - networkFailingSince);
  let networkFailure: unknown;
  for (let number = 1; ; number += 1) {
    signal?.throwIfAborted();
    if (networkFailure === undefined) networkFailingSince = performance.now();
    try {
      return await repeatAfterSleep(sleep, signal, (attemptSignal) =>
        networkFailure === undefined || networkLimit === undefined
          ? attempt(number, attemptSignal)
          : attemptWithin(remaining(), networkFailure, attemptSignal, (limited) => attempt(number, limited)),
      );
    } catch (error) {
      signal?.throwIfAborted();
      networkFailure = isNetworkFailure(error) ? error : undefined;
      const isFree = sleep.isSettling();
      const wait = attempts.countFailure(error, isFree);
      if (networkFailure !== undefined && remaining() <= 0) throw error;
      await sleep.wait(networkFailure === undefined ? wait : Math.min(wait, remaining()), signal);
    }
  }
}

/**
 * Passes on the items of a stream, and starts the stream again after a temporary failure. All attempts of the policy
 * are allowed again after every item. Attempts that a sleep of the computer interrupted are not counted.
 *
 * @param read starts after the last item that was passed on. Its signal is aborted with the given one, and also when a
 *   sleep interrupted the attempt.
 * @throws the last error, or the signal's reason as soon as it is aborted.
 */
export async function* retryStream<T>(
  policy: RetryPolicy,
  signal: AbortSignal | undefined,
  read: (signal: AbortSignal) => AsyncIterable<T>,
  sleep: SleepWatch = neverAsleep,
): AsyncGenerator<T, void, undefined> {
  const attempts = countAttempts(policy);
  for (;;) {
    await sleep.whenAwake(signal);
    const attempt = sleep.beginAttempt(signal);
    try {
      for await (const item of read(attempt.signal)) {
        attempts.reset();
        yield item;
      }
      return;
    } catch (error) {
      signal?.throwIfAborted();
      if (!attempt.wasInterrupted())
        await sleep.wait(attempts.countFailure(error, sleep.isSettling()), signal);
    }
  }
}
