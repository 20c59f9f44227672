import { expect, test } from 'vitest';
import type { Failure } from './repair.ts';
import { withRepair } from './repair.ts';

/** Fails so many times, then succeeds. */
const failing = (times: number) => {
  let calls = 0;
  return async (): Promise<string> => {
    calls += 1;
    if (calls <= times) throw new Error(`failure ${calls}`);
    return 'done';
  };
};
const spent = new Error('spent');

test('repeats an operation after each repair', async () => {
  let repairs = 0;
  const classify = (): Failure<string> => ({
    kind: 'repairable',
    repair: () => void (repairs += 1),
    errorWhenSpent: spent,
  });
  await expect(withRepair({ maxRepairs: 2 }, undefined, failing(2), classify)).resolves.toBe('done');
  expect(repairs).toBe(2);
});

test('fails with the error of the last repair when no repair is left', async () => {
  const classify = (): Failure<string> => ({
    kind: 'repairable',
    repair: () => undefined,
    errorWhenSpent: spent,
  });
  await expect(withRepair({ maxRepairs: 2 }, undefined, failing(3), classify)).rejects.toBe(spent);
});

test('does not count repairs that are marked as not counted', async () => {
  const classify = (): Failure<string> => ({
    kind: 'repairable',
    isCounted: false,
    repair: () => undefined,
    errorWhenSpent: spent,
  });
  await expect(withRepair({ maxRepairs: 0 }, undefined, failing(5), classify)).resolves.toBe('done');
});

test('returns the result of an operation whose effect is already there', async () => {
  const classify = (): Failure<string> => ({ kind: 'already-applied', result: 'applied before' });
  await expect(withRepair({ maxRepairs: 2 }, undefined, failing(1), classify)).resolves.toBe(
    'applied before',
  );
});

test('throws a final error at once', async () => {
  const classify = (error: unknown): Failure<string> => ({ kind: 'final', error });
  await expect(withRepair({ maxRepairs: 2 }, undefined, failing(1), classify)).rejects.toThrow('failure 1');
});
