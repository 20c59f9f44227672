import { expect, test } from 'vitest';
import { createSingleFlight } from './single-flight.ts';

/** Work that counts its starts and ends when the test says so. */
const controlledWork = () => {
  const calls: PromiseWithResolvers<number>[] = [];
  const work = (): Promise<number> => {
    const call = Promise.withResolvers<number>();
    calls.push(call);
    return call.promise;
  };
  return { calls, work };
};

test('shares the pending promise of a key', async () => {
  const share = createSingleFlight<number>();
  const { calls, work } = controlledWork();
  const results = [share('a', work), share('a', work)];
  expect(calls).toHaveLength(1);
  calls[0]?.resolve(1);
  await expect(Promise.all(results)).resolves.toEqual([1, 1]);
});

test('runs the work of different keys at the same time', async () => {
  const share = createSingleFlight<number>();
  const { calls, work } = controlledWork();
  const results = [share('a', work), share('b', work)];
  expect(calls).toHaveLength(2);
  calls.forEach((call, index) => call.resolve(index));
  await expect(Promise.all(results)).resolves.toEqual([0, 1]);
});

test('runs the work again after the promise has settled', async () => {
  const share = createSingleFlight<number>();
  const { calls, work } = controlledWork();
  const first = share('a', work);
  calls[0]?.resolve(1);
  await first;
  const second = share('a', work);
  calls[1]?.resolve(2);
  await expect(second).resolves.toBe(2);
});

test('shares a failure, and runs the work again after it', async () => {
  const share = createSingleFlight<number>();
  const { calls, work } = controlledWork();
  const failed = [share('a', work), share('a', work)];
  calls[0]?.reject(new Error('refused'));
  for (const result of failed) await expect(result).rejects.toThrow('refused');
  const retried = share('a', work);
  calls[1]?.resolve(2);
  await expect(retried).resolves.toBe(2);
});
