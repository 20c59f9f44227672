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

/** Every failure is repairable. */
const repairable =
  (options: { readonly isCounted?: boolean; readonly onRepair?: () => void } = {}) =>
  (): Failure<string> => ({
    kind: 'repairable',
    isCounted: options.isCounted ?? true,
    repair: () => options.onRepair?.(),
    errorWhenSpent: spent,
  });
const alreadyApplied = (): Failure<string> => ({ kind: 'already-applied', result: 'applied before' });
const final = (error: unknown): Failure<string> => ({ kind: 'final', error });

test('repeats an operation after each repair', async () => {
  let repairs = 0;
  await expect(
    withRepair({ maxRepairs: 2 }, undefined, failing(2), repairable({ onRepair: () => void (repairs += 1) })),
  ).resolves.toBe('done');
  expect(repairs).toBe(2);
});

test('fails with the error of the last repair when no repair is left', async () => {
  await expect(withRepair({ maxRepairs: 2 }, undefined, failing(3), repairable())).rejects.toBe(spent);
});

test('does not count repairs that are marked as not counted', async () => {
  await expect(
    withRepair({ maxRepairs: 0 }, undefined, failing(5), repairable({ isCounted: false })),
  ).resolves.toBe('done');
});

test('returns the result of an operation whose effect is already there', async () => {
  await expect(withRepair({ maxRepairs: 2 }, undefined, failing(1), alreadyApplied)).resolves.toBe(
    'applied before',
  );
});

test('throws a final error at once', async () => {
  await expect(withRepair({ maxRepairs: 2 }, undefined, failing(1), final)).rejects.toThrow('failure 1');
});
