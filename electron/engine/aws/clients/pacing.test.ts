import { expect, test } from 'vitest';
import type { PacingPolicy } from './pacing.ts';
import { createPacing } from './pacing.ts';

const policy: PacingPolicy = {
  rates: { PutImage: 10 },
  burst: 500,
  slowDown: 0.5,
  lowestShare: 0.1,
  slowDownInterval: 1_000,
  recovery: 60_000,
  lowestQuota: 10,
};

/** A clock that stands still but for what is waited. */
const setUp = () => {
  let time = 0;
  const waits: number[] = [];
  const wait = async (milliseconds: number, signal?: AbortSignal): Promise<void> => {
    waits.push(Math.round(milliseconds));
    await Promise.resolve();
    signal?.throwIfAborted();
  };
  const pacing = createPacing(policy, { now: () => time, wait });
  return { pacing, waits, pass: (milliseconds: number) => (time += milliseconds) };
};

test('a burst goes out at once, what follows takes its turn', async () => {
  const { pacing, waits, pass } = setUp();
  const pace = pacing.of('111111111111', 'eu-west-1');
  for (let call = 1; call <= 8; call += 1) await pace.beforeCall('PutImage');
  expect(waits).toEqual([100, 200, 300]);
  pass(10_000);
  for (let call = 1; call <= 6; call += 1) await pace.beforeCall('PutImage');
  expect(waits).toEqual([100, 200, 300, 100]);
});

test('accounts, regions and operations have a pace each; what has no quota has none', async () => {
  const { pacing, waits } = setUp();
  for (let call = 1; call <= 5; call += 1) {
    await pacing.of('111111111111', 'eu-west-1').beforeCall('PutImage');
    await pacing.of('111111111111', 'us-east-1').beforeCall('PutImage');
    await pacing.of('222222222222', 'eu-west-1').beforeCall('PutImage');
  }
  for (let call = 1; call <= 100; call += 1)
    await pacing.of('111111111111', 'eu-west-1').beforeCall('DescribeImages');
  expect(waits).toEqual([]);
  await pacing.of('111111111111', 'eu-west-1').beforeCall('PutImage');
  expect(waits).toEqual([100]);
});

test('a throttling answer halves the pace, which comes back slowly', async () => {
  const { pacing, waits, pass } = setUp();
  const pace = pacing.of('111111111111', 'eu-west-1');
  await pace.beforeCall('PutImage');
  pace.throttled('PutImage');
  await pace.beforeCall('PutImage');
  expect(waits).toEqual([200]);
  pass(60_000);
  for (let call = 1; call <= 6; call += 1) await pace.beforeCall('PutImage');
  expect(waits).toEqual([200, 100]);
});

test('throttling answers to one burst count once, and the pace never stands still', async () => {
  const { pacing, waits, pass } = setUp();
  const pace = pacing.of('111111111111', 'eu-west-1');
  for (let call = 1; call <= 5; call += 1) pace.throttled('PutImage');
  await pace.beforeCall('PutImage');
  expect(waits).toEqual([200]);
  for (let second = 1; second <= 9; second += 1) {
    pass(1_000);
    pace.throttled('PutImage');
  }
  await pace.beforeCall('PutImage');
  expect(waits[1]).toBeLessThanOrEqual(1_000);
});

test('who stops waiting gives the turn back', async () => {
  const { pacing, waits } = setUp();
  const pace = pacing.of('111111111111', 'eu-west-1');
  const controller = new AbortController();
  for (let call = 1; call <= 5; call += 1) await pace.beforeCall('PutImage');
  const left = pace.beforeCall('PutImage', controller.signal);
  controller.abort();
  await expect(left).rejects.toMatchObject({ name: 'AbortError' });
  await pace.beforeCall('PutImage');
  expect(waits).toEqual([100, 100]);
});

test('an operation without a published quota is paced once it is throttled, from what was called when it was', async () => {
  const { pacing, waits, pass } = setUp();
  const pace = pacing.of('111111111111', 'eu-west-1');
  for (let call = 1; call <= 40; call += 1) await pace.beforeCall('DescribeImages');
  pace.throttled('DescribeImages');
  await pace.beforeCall('DescribeImages');
  await pace.beforeCall('DescribeImages');
  expect(waits).toEqual([50, 100]);
  await pacing.of('222222222222', 'eu-west-1').beforeCall('DescribeImages');
  expect(waits).toHaveLength(2);

  pass(60_000);
  for (let call = 1; call <= 200; call += 1) await pace.beforeCall('DescribeImages');
  expect(waits).toHaveLength(2);
});

test('few calls that are throttled are not taken for the quota', async () => {
  const { pacing, waits } = setUp();
  const pace = pacing.of('111111111111', 'eu-west-1');
  await pace.beforeCall('ListImageReferrers');
  pace.throttled('ListImageReferrers');
  await pace.beforeCall('ListImageReferrers');
  expect(waits).toEqual([200]);
});
