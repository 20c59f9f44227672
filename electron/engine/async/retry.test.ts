import { expect, test } from 'vitest';
import { EngineError } from '../errors/engine-error.ts';
import { defaultRetryPolicy, patientRetryPolicy, waitBefore, withRetry } from './retry.ts';

const policy = { attempts: 3, firstWait: 1, longestWait: 2 };
const temporary = new EngineError({ code: 'network', message: 'gone', retryable: true });
const lasting = new EngineError({ code: 'access-denied', message: 'no', retryable: false });

const failing = (times: number, error: Error) => {
  let calls = 0;
  const attempt = async (): Promise<string> => {
    calls += 1;
    if (calls <= times) throw error;
    return 'there';
  };
  return { attempt, calls: () => calls };
};

test('what is temporary is tried again until it works', async () => {
  const { attempt, calls } = failing(2, temporary);
  await expect(withRetry(policy, undefined, attempt)).resolves.toBe('there');
  expect(calls()).toBe(3);
});

test('the attempts are bounded', async () => {
  const { attempt, calls } = failing(9, temporary);
  await expect(withRetry(policy, undefined, attempt)).rejects.toBe(temporary);
  expect(calls()).toBe(3);
});

test('what is throttled has attempts of its own', async () => {
  const patient = { ...policy, attemptsWhenThrottled: 7 };
  const busy = new EngineError({ code: 'throttled', message: 'later', retryable: true });
  const soon = failing(6, busy);
  await expect(withRetry(patient, undefined, soon.attempt)).resolves.toBe('there');
  const never = failing(9, busy);
  await expect(withRetry(patient, undefined, never.attempt)).rejects.toBe(busy);
  expect(never.calls()).toBe(7);
  expect(defaultRetryPolicy.attemptsWhenThrottled).toBe(patientRetryPolicy.attempts);
});

test('what lasts is not tried again', async () => {
  const { attempt, calls } = failing(9, lasting);
  await expect(withRetry(policy, undefined, attempt)).rejects.toBe(lasting);
  expect(calls()).toBe(1);
});

test('an abort ends the wait at once', async () => {
  const controller = new AbortController();
  const patient = { attempts: 9, firstWait: 600_000, longestWait: 600_000 };
  const { attempt } = failing(9, temporary);
  const running = withRetry(patient, controller.signal, attempt);
  controller.abort();
  await expect(running).rejects.toMatchObject({ name: 'AbortError' });
});

test('waits double up to their bound', () => {
  const waits = [1, 2, 3, 4].map((n) =>
    waitBefore(n, { attempts: 9, firstWait: 10, longestWait: 35 }, () => 1),
  );
  expect(waits).toEqual([10, 20, 35, 35]);
});

/** Milliseconds of all waits together. */
const onAverage = (given: typeof defaultRetryPolicy): number =>
  Array.from({ length: given.attempts - 1 }, (_, index) => waitBefore(index + 1, given, () => 0.5)).reduce(
    (sum, wait) => sum + wait,
    0,
  );

test('a copy outlives a network that is gone for minutes; what a person waits for does not', () => {
  expect(onAverage(patientRetryPolicy)).toBeGreaterThan(3 * 60_000);
  expect(onAverage(patientRetryPolicy)).toBeLessThan(6 * 60_000);
  expect(onAverage(defaultRetryPolicy)).toBeLessThan(10_000);
});

test('a network that is gone is given up at the limit of the policy, whatever wait or attempt is under way', async () => {
  const limited = { attempts: 9, firstWait: 600_000, longestWait: 600_000, networkLimit: 50 };
  let calls = 0;
  const startedAt = performance.now();
  const silent = withRetry(limited, undefined, () => {
    calls += 1;
    return calls === 1 ? Promise.reject(temporary) : new Promise<never>(() => undefined);
  });
  await expect(silent).rejects.toBe(temporary);
  expect(performance.now() - startedAt).toBeLessThan(10_000);
});
