import { expect, test } from 'vitest';
import { createBandwidth } from './bandwidth.ts';

const KiB = 1024;

async function millisecondsFor(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

test('does not wait without a limit', async () => {
  const bandwidth = createBandwidth();
  const taken = await millisecondsFor(async () => {
    for (let chunk = 0; chunk < 1000; chunk += 1) await bandwidth.take(64 * KiB, undefined);
  });
  expect(taken).toBeLessThan(500);
});

test('shares the rate between all readers', async () => {
  const bandwidth = createBandwidth(1000 * KiB);
  const read = async (): Promise<void> => {
    for (let chunk = 0; chunk < 10; chunk += 1) await bandwidth.take(16 * KiB, undefined);
  };
  // 480 KiB, of which the last chunk and a burst of a tenth of a second pass without waiting.
  const taken = await millisecondsFor(() => Promise.all([read(), read(), read()]));
  expect(taken).toBeGreaterThan(340);
});

test('serves calls in their order', async () => {
  const bandwidth = createBandwidth(100 * KiB);
  const order: number[] = [];
  await Promise.all(
    [0, 1, 2].map(async (number) => {
      await bandwidth.take(10 * KiB, undefined);
      order.push(number);
    }),
  );
  expect(order).toEqual([0, 1, 2]);
});

test('ends a wait at once when it is cancelled or the limit is removed, without delaying others', async () => {
  const bandwidth = createBandwidth(KiB);
  await bandwidth.take(1000 * KiB, undefined);
  const controller = new AbortController();
  const cancelled = bandwidth.take(KiB, controller.signal);
  const waiting = bandwidth.take(KiB, undefined);
  controller.abort(new Error('cancelled'));
  await expect(cancelled).rejects.toThrow('cancelled');
  bandwidth.setRate(undefined);
  await waiting;
});

test('requests what takes a thirtieth of a second, but not too little, and everything without a limit', () => {
  const bandwidth = createBandwidth(10_000_000);
  expect(bandwidth.requestSize).toBe(300_000);
  bandwidth.setRate(1000);
  expect(bandwidth.requestSize).toBe(128 * KiB);
  bandwidth.setRate(undefined);
  expect(bandwidth.requestSize).toBeUndefined();
});
