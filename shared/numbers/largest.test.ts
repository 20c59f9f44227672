import { expect, test } from 'vitest';
import { findLargest } from './largest.ts';

test('the largest value, and at least what is given', () => {
  expect(findLargest([3, 9, 4], 0)).toBe(9);
  expect(findLargest([3], 5)).toBe(5);
  expect(findLargest([], 1)).toBe(1);
});

test('a list of any length, which as arguments of Math.max is a RangeError', () => {
  const values = Array.from({ length: 1_000_000 }, (_, index) => index);
  expect(() => Math.max(...values)).toThrow(RangeError);
  expect(findLargest(values, 0)).toBe(999_999);
});
