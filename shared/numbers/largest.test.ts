import { expect, test } from 'vitest';
import { largestOf } from './largest.ts';

test('the largest value, and at least what is given', () => {
  expect(largestOf([3, 9, 4], 0)).toBe(9);
  expect(largestOf([3], 5)).toBe(5);
  expect(largestOf([], 1)).toBe(1);
});

test('a list of any length, which as arguments of Math.max is a RangeError', () => {
  const values = Array.from({ length: 1_000_000 }, (_, index) => index);
  expect(() => Math.max(...values)).toThrow(RangeError);
  expect(largestOf(values, 0)).toBe(999_999);
});
