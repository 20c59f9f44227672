import { expect, test } from 'vitest';
import { createFairLane } from './fair-semaphore.ts';
import { createHold, neverHeld } from './pause-controller.ts';
import { workIn } from './run-with-slot.ts';

const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
};

test('who is held up leaves the lane to others, and takes no other place until it goes on', async () => {
  const lane = createFairLane(1);
  const hold = createHold();
  const held = { hold, signal: undefined };
  const others = { hold: neverHeld, signal: undefined };
  const begun: string[] = [];
  const slow = Promise.withResolvers<string>();
  const work =
    (name: string, result: Promise<string> = Promise.resolve(name)) =>
    async () => {
      begun.push(name);
      return result;
    };
  const first = workIn(lane, held, 9, work('first', slow.promise));
  const second = workIn(lane, held, 5, work('second'));
  const other = workIn(lane, others, 1, work('other'));
  await settle();
  expect(begun).toEqual(['first']);

  hold.seize();
  expect(await other).toBe('other');
  await settle();
  expect(begun).toEqual(['first', 'other']);

  hold.release();
  expect(await second).toBe('second');
  slow.resolve('first');
  expect(await first).toBe('first');
});

test('cancelled while it is held up, what waits ends with the reason', async () => {
  const lane = createFairLane(1);
  const hold = createHold();
  const controller = new AbortController();
  hold.seize();
  const waiting = workIn(lane, { hold, signal: controller.signal }, 1, () => Promise.resolve());
  await settle();
  controller.abort(new Error('cancelled'));
  await expect(waiting).rejects.toThrow('cancelled');
});

test('a failure is the failure of the work, held up or not', async () => {
  const lane = createFairLane(1);
  const hold = createHold();
  const lost = Promise.withResolvers<never>();
  const failing = workIn(lane, { hold, signal: undefined }, 1, () => lost.promise);
  await settle();
  hold.seize();
  await settle();
  lost.reject(new Error('lost'));
  await expect(failing).rejects.toThrow('lost');
});
