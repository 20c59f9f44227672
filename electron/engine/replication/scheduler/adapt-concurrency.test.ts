import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { adaptConcurrency } from './adapt-concurrency.ts';
import { createConcurrencySearch } from './concurrency-search.ts';
import { createFairSemaphore } from './fair-semaphore.ts';

const policy = { initial: 4, min: 1, max: 4, minGain: 0.1, rest: 3, step: 1.5 };

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 10; turn++) await Promise.resolve();
};

test('judges a lower concurrency when the surplus work has ended', async () => {
  const semaphore = createFairSemaphore(4);
  const countBytes = adaptConcurrency(semaphore, policy);
  const ends: (() => void)[] = [];
  const start = (): void => void semaphore.acquire({}, { size: 1 }).then((free) => void ends.push(free));
  for (let count = 0; count < 6; count += 1) start();
  await settle();
  /** The same throughput at every concurrency. */
  const sample = (times: number): void => {
    for (let count = 0; count < times; count += 1) {
      vi.advanceTimersByTime(500);
      countBytes(1_000_000);
    }
  };
  sample(7);
  expect(semaphore.concurrency).toBe(2);
  // Four are still running.
  sample(5);
  expect(semaphore.concurrency).toBe(2);
  for (const end of ends.splice(0, 3)) end();
  await settle();
  expect(semaphore.running).toBe(2);
  sample(3);
  expect(semaphore.concurrency).toBe(1);
});

const searchPolicy = { initial: 10, min: 4, max: 32, minGain: 0.1, rest: 3, step: 1.5 };

/** The concurrency after each sample, on a link with a total speed and a speed limit per connection. */
function searchOn(link: { readonly total: number; readonly each: number }, samples: number): number[] {
  const search = createConcurrencySearch(searchPolicy);
  return Array.from({ length: samples }, () =>
    search.addSample({
      bytesPerSecond: Math.min(link.total, link.each * search.concurrency),
      isSaturated: true,
    }),
  );
}

test('raises the concurrency while that increases the throughput', () => {
  expect(searchOn({ total: Number.POSITIVE_INFINITY, each: 1 }, 4)).toEqual([15, 23, 32, 32]);
});

test('on a full link, reverts one trial, and lowers the concurrency after a rest while that costs nothing', () => {
  expect(searchOn({ total: 6, each: 1 }, 9)).toEqual([15, 10, 10, 10, 10, 6, 4, 6, 6]);
});

test('on a link that one connection fills, comes down to the minimum and stays near it', () => {
  const numbers = searchOn({ total: 1, each: 1 }, 40);
  expect(Math.min(...numbers)).toBe(searchPolicy.min);
  expect(Math.max(...numbers.slice(10))).toBeLessThanOrEqual(6);
});

test('ignores the throughput while slots are free', () => {
  const search = createConcurrencySearch(searchPolicy);
  search.addSample({ bytesPerSecond: 10, isSaturated: true });
  expect(search.addSample({ bytesPerSecond: 1, isSaturated: false })).toBe(15);
  expect(search.addSample({ bytesPerSecond: 10, isSaturated: true })).toBe(23);
});

test('searches again when the link has become slower than before the last trial', () => {
  const search = createConcurrencySearch({ ...searchPolicy, rest: 100 });
  const sample = (bytesPerSecond: number): number => search.addSample({ bytesPerSecond, isSaturated: true });
  // Connections are fast until their first loss.
  expect([sample(100), sample(100)]).toEqual([15, 10]);
  expect([sample(80), sample(60)]).toEqual([10, 10]);
  expect([sample(20), sample(30), sample(45)]).toEqual([15, 23, 32]);
});
