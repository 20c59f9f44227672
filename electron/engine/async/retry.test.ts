import { describe, expect, test } from 'vitest';
import { EngineError } from '../errors/engine-error.ts';
import { defaultRetryPolicy, patientRetryPolicy, retryStream, waitBefore, withRetry } from './retry.ts';

const policy = { attempts: 3, firstWait: 1, longestWait: 2 };
const temporary = new EngineError({ code: 'network', message: 'gone', retryable: true });
const lasting = new EngineError({ code: 'access-denied', message: 'no', retryable: false });

const failing = (times: number, error: Error) => {
  let calls = 0;
  const attempt = async (): Promise<string> => {
    calls += 1;
    if (calls <= times) throw error;
    return 'done';
  };
  return { attempt, calls: () => calls };
};

test('retries a temporary failure until it succeeds', async () => {
  const { attempt, calls } = failing(2, temporary);
  await expect(withRetry(policy, undefined, attempt)).resolves.toBe('done');
  expect(calls()).toBe(3);
});

test('stops after the attempts of the policy', async () => {
  const { attempt, calls } = failing(9, temporary);
  await expect(withRetry(policy, undefined, attempt)).rejects.toBe(temporary);
  expect(calls()).toBe(3);
});

test('counts throttled attempts separately', async () => {
  const patient = { ...policy, attemptsWhenThrottled: 7 };
  const busy = new EngineError({ code: 'throttled', message: 'later', retryable: true });
  const soon = failing(6, busy);
  await expect(withRetry(patient, undefined, soon.attempt)).resolves.toBe('done');
  const never = failing(9, busy);
  await expect(withRetry(patient, undefined, never.attempt)).rejects.toBe(busy);
  expect(never.calls()).toBe(7);
  expect(defaultRetryPolicy.attemptsWhenThrottled).toBe(patientRetryPolicy.attempts);
});

test('does not retry a lasting failure', async () => {
  const { attempt, calls } = failing(9, lasting);
  await expect(withRetry(policy, undefined, attempt)).rejects.toBe(lasting);
  expect(calls()).toBe(1);
});

test('an abort ends a wait at once', async () => {
  const controller = new AbortController();
  const patient = { attempts: 9, firstWait: 600_000, longestWait: 600_000 };
  const { attempt } = failing(9, temporary);
  const running = withRetry(patient, controller.signal, attempt);
  controller.abort();
  await expect(running).rejects.toMatchObject({ name: 'AbortError' });
});

test('doubles the waits up to their bound', () => {
  const waits = [1, 2, 3, 4].map((n) =>
    waitBefore(n, { attempts: 9, firstWait: 10, longestWait: 35 }, () => 1),
  );
  expect(waits).toEqual([10, 20, 35, 35]);
});

/** Milliseconds of all waits together, on average. */
const averageWait = (given: typeof defaultRetryPolicy): number =>
  Array.from({ length: given.attempts - 1 }, (_, index) => waitBefore(index + 1, given, () => 0.5)).reduce(
    (sum, wait) => sum + wait,
    0,
  );

test('the patient policy survives an outage of minutes, the default policy does not', () => {
  expect(averageWait(patientRetryPolicy)).toBeGreaterThan(3 * 60_000);
  expect(averageWait(patientRetryPolicy)).toBeLessThan(6 * 60_000);
  expect(averageWait(defaultRetryPolicy)).toBeLessThan(10_000);
});

test('stops at the network limit of the policy, during a wait as well as during an attempt', async () => {
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

/** Yields the numbers up to `end`, and fails once before each number in `failures`. */
const counting = (end: number, failures: Set<number>, error: Error) => {
  let position = 0;
  return async function* (): AsyncGenerator<number, void, undefined> {
    while (position < end) {
      if (failures.delete(position)) throw error;
      yield position++;
    }
  };
};
const readAll = async (stream: AsyncIterable<number>): Promise<readonly number[]> => {
  const items: number[] = [];
  for await (const item of stream) items.push(item);
  return items;
};

describe('retryStream', () => {
  test('continues after the last item, with all attempts again after each item', async () => {
    const read = counting(6, new Set([0, 1, 2, 3, 4, 5]), temporary);
    expect(await readAll(retryStream({ ...policy, attempts: 2 }, undefined, read))).toEqual([
      0, 1, 2, 3, 4, 5,
    ]);
  });

  test('stops after the attempts of the policy without an item between them', async () => {
    const read = async function* (): AsyncGenerator<number, void, undefined> {
      yield* [];
      throw temporary;
    };
    await expect(readAll(retryStream(policy, undefined, read))).rejects.toBe(temporary);
  });

  test('does not retry a lasting failure', async () => {
    const items = readAll(retryStream(policy, undefined, counting(3, new Set([1]), lasting)));
    await expect(items).rejects.toBe(lasting);
  });
});
