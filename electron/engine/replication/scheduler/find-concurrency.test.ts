import { expect, test } from 'vitest';
import { findConcurrency } from './find-concurrency.ts';

const policy = { initial: 10, least: 4, most: 32, worthwhile: 0.1, rest: 3 };

/** The numbers that are tried on a link of a certain speed, of which each connection gets a certain speed at most. */
function numbersOn(link: { readonly total: number; readonly each: number }, looks: number): number[] {
  const finder = findConcurrency(policy);
  return Array.from({ length: looks }, () =>
    finder.observe({
      bytesPerSecond: Math.min(link.total, link.each * finder.concurrency),
      isSaturated: true,
    }),
  );
}

test('more are tried as long as they bring more', () => {
  expect(numbersOn({ total: Number.POSITIVE_INFINITY, each: 1 }, 4)).toEqual([15, 23, 32, 32]);
});

test('on a link that is full, one try is taken back, and after a rest fewer are tried as long as that costs nothing', () => {
  expect(numbersOn({ total: 6, each: 1 }, 9)).toEqual([15, 10, 10, 10, 10, 6, 4, 6, 6]);
});

test('a link that one connection fills comes down to the least, and stays near it', () => {
  const numbers = numbersOn({ total: 1, each: 1 }, 40);
  expect(Math.min(...numbers)).toBe(policy.least);
  expect(Math.max(...numbers.slice(10))).toBeLessThanOrEqual(6);
});

test('what goes through while nothing waits says nothing about the number', () => {
  const finder = findConcurrency(policy);
  finder.observe({ bytesPerSecond: 10, isSaturated: true });
  expect(finder.observe({ bytesPerSecond: 1, isSaturated: false })).toBe(15);
  expect(finder.observe({ bytesPerSecond: 10, isSaturated: true })).toBe(23);
});
