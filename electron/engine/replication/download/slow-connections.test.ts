import { expect, test } from 'vitest';
import { watchStragglers } from './slow-connections.ts';

/** Downloads that got so many bytes for so many milliseconds of waiting. */
const paces = (...given: readonly (readonly [bytes: number, waited: number])[]) => {
  const stragglers = watchStragglers();
  return given.map(([bytes, waited]) => {
    const pace = stragglers.begin();
    pace.received(bytes, waited);
    return pace;
  });
};

const straggling = (given: ReturnType<typeof paces>): boolean[] => given.map((pace) => pace.isStraggling());

test('the one that is far behind the others is told', () => {
  expect(straggling(paces([1_000, 5_000], [10_000, 5_000], [9_000, 5_000], [11_000, 5_000]))).toEqual([
    true,
    false,
    false,
    false,
  ]);
});

test('not before it has been waited for long enough', () => {
  expect(straggling(paces([10, 500], [10_000, 5_000], [9_000, 5_000], [11_000, 5_000]))[0]).toBe(false);
});

test('not with too few to compare with, as those that have ended are not', () => {
  const [slow, ...others] = paces([1_000, 5_000], [10_000, 5_000], [9_000, 5_000], [11_000, 5_000]);
  others[0]?.end();
  expect(slow?.isStraggling()).toBe(false);
});

test('one that is held up by whoever takes its bytes is none', () => {
  const [slow] = paces([1_000, 100], [10_000, 5_000], [9_000, 5_000], [11_000, 5_000]);
  expect(slow?.isStraggling()).toBe(false);
});
