import { expect, test } from 'vitest';
import { createFairSemaphore } from './fair-semaphore.ts';
import { createPauseController, neverPaused } from './pause-controller.ts';
import { runWithSlot } from './run-with-slot.ts';

const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
};

test('who is held up leaves the lane to others, and takes no other place until it goes on', async () => {
  const semaphore = createFairSemaphore(1);
  const hold = createPauseController();
  const held = { hold, signal: undefined };
  const others = { hold: neverPaused, signal: undefined };
  const begun: string[] = [];
  const slow = Promise.withResolvers<string>();
  const work =
    (name: string, result: Promise<string> = Promise.resolve(name)) =>
    async () => {
      begun.push(name);
      return result;
    };
  const first = runWithSlot(semaphore, held, 9, work('first', slow.promise));
  const second = runWithSlot(semaphore, held, 5, work('second'));
  const other = runWithSlot(semaphore, others, 1, work('other'));
  await settle();
  expect(begun).toEqual(['first']);

  hold.pause();
  expect(await other).toBe('other');
  await settle();
  expect(begun).toEqual(['first', 'other']);

  hold.release();
  expect(await second).toBe('second');
  slow.resolve('first');
  expect(await first).toBe('first');
});

test('cancelled while it is held up, what waits ends with the reason', async () => {
  const semaphore = createFairSemaphore(1);
  const hold = createPauseController();
  const controller = new AbortController();
  hold.pause();
  const waiting = runWithSlot(semaphore, { hold, signal: controller.signal }, 1, () => Promise.resolve());
  await settle();
  controller.abort(new Error('cancelled'));
  await expect(waiting).rejects.toThrow('cancelled');
});

test('a failure is the failure of the work, held up or not', async () => {
  const semaphore = createFairSemaphore(1);
  const hold = createPauseController();
  const lost = Promise.withResolvers<never>();
  const failing = runWithSlot(semaphore, { hold, signal: undefined }, 1, () => lost.promise);
  await settle();
  hold.pause();
  await settle();
  lost.reject(new Error('lost'));
  await expect(failing).rejects.toThrow('lost');
});
