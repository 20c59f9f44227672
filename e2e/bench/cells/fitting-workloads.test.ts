import { expect, test } from 'vitest';
import { fittingWorkloads } from './fitting-workloads.ts';
import { idealSeconds } from './ideal-seconds.ts';
import { networks } from './networks.ts';
import { sizeOf, workloadsOf } from '../workloads/workloads.ts';

const network = (name: string) => networks.find((each) => each.name === name)!;

test('makes a workload that takes too long smaller, across accounts and within one registry', () => {
  const home = network('home');
  const [twelve, , single, there, same] = fittingWorkloads(home, 1, 10);
  expect(idealSeconds(home.shape, twelve!)).toBeCloseTo(10);
  expect(idealSeconds(home.shape, single!)).toBeCloseTo(10);
  expect(sizeOf(there!)).toBe(sizeOf(twelve!));
  expect(sizeOf(same!)).toBe(sizeOf(twelve!));
});

test('keeps the size of a workload that is quick enough', () => {
  expect(fittingWorkloads(network('loopback'), 1, 10)).toEqual(workloadsOf('loopback', 1));
});
