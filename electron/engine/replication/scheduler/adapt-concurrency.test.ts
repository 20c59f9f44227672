import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { adaptConcurrency } from './adapt-concurrency.ts';
import { createFairLane } from './fair-semaphore.ts';

const policy = { initial: 4, least: 1, most: 4, worthwhile: 0.1, rest: 3 };

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 10; turn++) await Promise.resolve();
};

test('fewer at once are tried on a link that is full, and judged when those too many have ended', async () => {
  const lane = createFairLane(4);
  const moved = adaptConcurrency(lane, policy);
  const ends: (() => void)[] = [];
  const begin = (): void =>
    void lane.run({}, 1, () => new Promise<void>((resolve) => void ends.push(() => resolve())));
  for (let count = 0; count < 6; count += 1) begin();
  await settle();
  /** The same throughput, whatever the number. */
  const look = (times: number): void => {
    for (let count = 0; count < times; count += 1) {
      vi.advanceTimersByTime(500);
      moved(1_000_000);
    }
  };
  look(7);
  expect(lane.concurrency).toBe(2);
  // Four are on their way still.
  look(5);
  expect(lane.concurrency).toBe(2);
  for (const end of ends.splice(0, 3)) end();
  await settle();
  expect(lane.running).toBe(2);
  look(3);
  expect(lane.concurrency).toBe(1);
});
