import { expect, test } from 'vitest';
import { longestChain } from './longest-chain.ts';

/** Calls from one moment to another, at each of which one ends before another begins. */
const calls = (...spans: readonly (readonly [startedAt: number, endedAt?: number])[]) =>
  spans.map(([startedAt, endedAt]) => ({ startedAt, ...(endedAt === undefined ? {} : { endedAt }) }));

test('calls after one another count each', () => {
  expect(longestChain(calls([0, 10], [11, 20], [21, 30]))).toBe(3);
});

test('calls at the same time count once', () => {
  expect(longestChain(calls([0, 10], [1, 9], [2, 11], [12, 20]))).toBe(2);
});

test('a long one does not hide the short ones beside it', () => {
  expect(longestChain(calls([0, 100], [10, 20], [30, 40], [50, 60]))).toBe(3);
});

test('what never ended does not count', () => {
  expect(longestChain(calls([0], [1, 2]))).toBe(1);
});
