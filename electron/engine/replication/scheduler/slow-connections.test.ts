import { expect, test } from 'vitest';
import { createSlowConnectionDetector } from './slow-connections.ts';

/** Connections that received these bytes in these milliseconds of waiting. */
const connections = (...given: readonly (readonly [bytes: number, waited: number])[]) => {
  const slowConnections = createSlowConnectionDetector();
  return given.map(([bytes, waited]) => {
    const speed = slowConnections.addConnection();
    speed.addBytes(bytes, waited);
    return speed;
  });
};

const areSlow = (given: ReturnType<typeof connections>): boolean[] => given.map((speed) => speed.isSlow());

test('finds the connection that is much slower than the others', () => {
  expect(areSlow(connections([1_000, 5_000], [10_000, 5_000], [9_000, 5_000], [11_000, 5_000]))).toEqual([
    true,
    false,
    false,
    false,
  ]);
});

test('does not judge a connection before enough waiting', () => {
  expect(areSlow(connections([10, 500], [10_000, 5_000], [9_000, 5_000], [11_000, 5_000]))[0]).toBe(false);
});

test('needs enough other connections, without the closed ones', () => {
  const [slow, ...others] = connections([1_000, 5_000], [10_000, 5_000], [9_000, 5_000], [11_000, 5_000]);
  others[0]?.close();
  expect(slow?.isSlow()).toBe(false);
});

test('does not count the time in which the bytes are processed', () => {
  const [slow] = connections([1_000, 100], [10_000, 5_000], [9_000, 5_000], [11_000, 5_000]);
  expect(slow?.isSlow()).toBe(false);
});
