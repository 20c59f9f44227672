import { expect, test } from 'vitest';
import { unlessInterrupted } from './interruption.ts';

test('work that fails after the interruption leaves no unhandled rejection', async () => {
  const unhandled: unknown[] = [];
  const note = (reason: unknown): void => void unhandled.push(reason);
  process.on('unhandledRejection', note);
  try {
    for (const isEarly of [true, false]) {
      const controller = new AbortController();
      const { promise, reject } = Promise.withResolvers<never>();
      if (isEarly) controller.abort();
      const outcome = unlessInterrupted(controller.signal, promise);
      controller.abort();
      await expect(outcome).rejects.toMatchObject({ name: 'AbortError' });
      reject(new Error('too late to matter'));
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(unhandled).toEqual([]);
  } finally {
    process.off('unhandledRejection', note);
  }
});

test('work that is done before an interruption keeps its outcome', async () => {
  const { signal } = new AbortController();
  expect(await unlessInterrupted(signal, Promise.resolve('done'))).toBe('done');
});
