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

test('the narrower direction decides, and a layer that images share counts once', () => {
  const shape = { up: { bytesPerSecondTotal: 10 }, down: { bytesPerSecondTotal: 100 } };
  expect(idealSeconds(shape, copyOf([image(100, 50), image(100, 30)]))).toBe(18);
});

test('the largest layer decides where its one connection is slower than all together', () => {
  const shape = { up: { bytesPerSecondTotal: 100, bytesPerSecondPerConnection: 10 } };
  expect(idealSeconds(shape, copyOf([image(100, 50)]))).toBe(10);
});

test('forty images take the three seconds in which ECR lets the last thirty be put', () => {
  const forty = copyOf(Array.from({ length: 40 }, () => image(100)));
  expect(idealSeconds({}, forty)).toBe(3);
  expect(idealSeconds({ up: { bytesPerSecondTotal: 10 } }, forty)).toBe(10);
});

test('there is none where no byte has to move, or nothing limits them', () => {
  const shape = { up: { bytesPerSecondTotal: 10 } };
  expect(idealSeconds(shape, copyOf([image(100)], { isThere: true }))).toBeUndefined();
  expect(idealSeconds(shape, copyOf([image(100)], { to: 'same-registry' }))).toBeUndefined();
  expect(idealSeconds({}, copyOf([image(100)]))).toBeUndefined();
});
