import { expect, test } from 'vitest';
import { idealSeconds } from './ideal-seconds.ts';
import type { Workload } from '../workloads/workloads.ts';

const image = (...sizes: readonly number[]): Workload['images'][number] => ({
  layers: sizes.map((size) => [`layer of ${size}`, size]),
  tags: ['v1'],
});
const copyOf = (images: Workload['images'], rest: Partial<Workload> = {}): Workload => ({
  name: 'copy',
  description: 'copy',
  to: 'another-registry',
  isThere: false,
  images,
  ...rest,
});

test('uses the slower direction, and counts a shared layer once', () => {
  const shape = { up: { bytesPerSecondTotal: 10 }, down: { bytesPerSecondTotal: 100 } };
  expect(idealSeconds(shape, copyOf([image(100, 50), image(100, 30)]))).toBe(18);
});

test('uses the largest layer where its one connection is slower than the link', () => {
  const shape = { up: { bytesPerSecondTotal: 100, bytesPerSecondPerConnection: 10 } };
  expect(idealSeconds(shape, copyOf([image(100, 50)]))).toBe(10);
});

test('adds the three seconds in which the quota of PutImage admits the last thirty of forty images', () => {
  const forty = copyOf(Array.from({ length: 40 }, () => image(100)));
  expect(idealSeconds({}, forty)).toBe(3);
  expect(idealSeconds({ up: { bytesPerSecondTotal: 10 } }, forty)).toBe(10);
});

test('is undefined where no byte is transferred, or the network is unlimited', () => {
  const shape = { up: { bytesPerSecondTotal: 10 } };
  expect(idealSeconds(shape, copyOf([image(100)], { isThere: true }))).toBeUndefined();
  expect(idealSeconds(shape, copyOf([image(100)], { to: 'same-registry' }))).toBeUndefined();
  expect(idealSeconds({}, copyOf([image(100)]))).toBeUndefined();
});
