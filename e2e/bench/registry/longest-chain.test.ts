import { expect, test } from 'vitest';
import { longestChain } from './longest-chain.ts';

/** Calls between the given times, each of which ends before the next begins. */
const calls = (...spans: readonly (readonly [startedAt: number, endedAt?: number])[]) =>
  spans.map(([startedAt, endedAt]) => ({ startedAt, ...(endedAt === undefined ? {} : { endedAt }) }));

test('counts each of the calls in sequence', () => {
  expect(longestChain(calls([0, 10], [11, 20], [21, 30]))).toBe(3);
});

test('counts concurrent calls once', () => {
  expect(longestChain(calls([0, 10], [1, 9], [2, 11], [12, 20]))).toBe(2);
});

test('counts short calls during a long one', () => {
  expect(longestChain(calls([0, 100], [10, 20], [30, 40], [50, 60]))).toBe(3);
});

test('does not count calls without an end', () => {
  expect(longestChain(calls([0], [1, 2]))).toBe(1);
});
