import { temporaryErrorName } from '../../../../shared/models/work-result.ts';

/** One `Retry` entry of the Amazon States Language (https://states-language.net/spec.html#errors). */
export interface RetryRule {
  readonly ErrorEquals: readonly string[];
  readonly IntervalSeconds: number;
  readonly MaxAttempts: number;
  readonly BackoffRate: number;
  readonly MaxDelaySeconds: number;
  readonly JitterStrategy: 'FULL';
}

const rule = (
  ErrorEquals: readonly string[],
  IntervalSeconds: number,
  MaxAttempts: number,
  MaxDelaySeconds: number,
): RetryRule => ({
  ErrorEquals,
  IntervalSeconds,
  MaxAttempts,
  BackoffRate: 2,
  MaxDelaySeconds,
  JitterStrategy: 'FULL',
});

/**
 * When the same item is sent to the function again. A repetition is harmless: what is at the destination is not transferred
 * again.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/bp-lambda-serviceexception.html
 */
export const functionRetry: readonly RetryRule[] = [
  rule([temporaryErrorName], 15, 6, 300),
  // The account's concurrency is used up, which ends by itself.
  rule(['Lambda.TooManyRequestsException'], 5, 12, 120),
  rule(
    [
      'Lambda.ClientExecutionTimeoutException',
      'Lambda.ServiceException',
      'Lambda.AWSLambdaException',
      'Lambda.SdkClientException',
    ],
    2,
    6,
    60,
  ),
  // The function ended without an answer: out of memory, or stopped at its time limit.
  rule(['Sandbox.Timedout', 'Lambda.Unknown', 'States.Timeout'], 30, 2, 120),
];

/** A build fails as well when it was queued for too long or when its machine failed. */
export const buildRetry: readonly RetryRule[] = [rule(['States.ALL'], 60, 3, 600)];
