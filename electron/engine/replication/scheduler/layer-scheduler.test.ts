import { expect, test } from 'vitest';
import { createFairSemaphore } from './fair-semaphore.ts';
import { runUnlessPaused } from './layer-scheduler.ts';
import { createPauseController, neverPaused } from './pause-controller.ts';

const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
};

test('a paused owner frees its slots and takes none until it is resumed', async () => {
  const semaphore = createFairSemaphore(1);
  const pauseController = createPauseController();
  const paused = { pauseSignal: pauseController, signal: undefined };
  const others = { pauseSignal: neverPaused, signal: undefined };
  const started: string[] = [];
  const slow = Promise.withResolvers<string>();
  const work =
    (name: string, result: Promise<string> = Promise.resolve(name)) =>
    async () => {
      started.push(name);
      return result;
    };
  const first = runUnlessPaused(semaphore, paused, { size: 9 }, work('first', slow.promise));
  const second = runUnlessPaused(semaphore, paused, { size: 5 }, work('second'));
  const other = runUnlessPaused(semaphore, others, { size: 1 }, work('other'));
  await settle();
  expect(started).toEqual(['first']);

  pauseController.pause();
  expect(await other).toBe('other');
  await settle();
  expect(started).toEqual(['first', 'other']);

  pauseController.resume();
  expect(await second).toBe('second');
  slow.resolve('first');
  expect(await first).toBe('first');
});

test('a wait of a paused owner ends with the abort', async () => {
  const semaphore = createFairSemaphore(1);
  const pauseController = createPauseController();
  const controller = new AbortController();
  pauseController.pause();
  const waiting = runUnlessPaused(
    semaphore,
    { pauseSignal: pauseController, signal: controller.signal },
    { size: 1 },
    () => Promise.resolve(),
  );
  await settle();
  controller.abort(new Error('cancelled'));
  await expect(waiting).rejects.toThrow('cancelled');
});

test('throws the failure of the work, paused or not', async () => {
  const semaphore = createFairSemaphore(1);
  const pauseController = createPauseController();
  const lost = Promise.withResolvers<never>();
  const failing = runUnlessPaused(
    semaphore,
    { pauseSignal: pauseController, signal: undefined },
    { size: 1 },
    () => lost.promise,
  );
  await settle();
  pauseController.pause();
  await settle();
  lost.reject(new Error('lost'));
  await expect(failing).rejects.toThrow('lost');
});
