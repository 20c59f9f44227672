import { expect, test } from 'vitest';
import type { PacingPolicy } from './pacing.ts';
import { createPacing } from './pacing.ts';

const policy: PacingPolicy = {
  rates: { PutImage: 10 },
  burst: 500,
  slowDown: 0.5,
  minShare: 0.1,
  slowDownInterval: 1_000,
  recovery: 60_000,
  minQuota: 10,
};

/** A clock that advances only when the test or a wait advances it. */
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

test('sends a burst at once and delays the calls after it', async () => {
  const { pacing, waits, pass } = setUp();
  const pace = pacing.paceOf('111111111111', 'eu-west-1');
  for (let call = 1; call <= 8; call += 1) await pace.beforeCall('PutImage');
  expect(waits).toEqual([100, 200, 300]);
  pass(10_000);
  for (let call = 1; call <= 6; call += 1) await pace.beforeCall('PutImage');
  expect(waits).toEqual([100, 200, 300, 100]);
});

test('paces accounts, regions and operations separately, and does not pace operations without a quota', async () => {
  const { pacing, waits } = setUp();
  for (let call = 1; call <= 5; call += 1) {
    await pacing.paceOf('111111111111', 'eu-west-1').beforeCall('PutImage');
    await pacing.paceOf('111111111111', 'us-east-1').beforeCall('PutImage');
    await pacing.paceOf('222222222222', 'eu-west-1').beforeCall('PutImage');
  }
  for (let call = 1; call <= 100; call += 1)
    await pacing.paceOf('111111111111', 'eu-west-1').beforeCall('DescribeImages');
  expect(waits).toEqual([]);
  await pacing.paceOf('111111111111', 'eu-west-1').beforeCall('PutImage');
  expect(waits).toEqual([100]);
});

test('halves the rate after a throttling error and restores it slowly', async () => {
  const { pacing, waits, pass } = setUp();
  const pace = pacing.paceOf('111111111111', 'eu-west-1');
  await pace.beforeCall('PutImage');
  pace.reportThrottled('PutImage');
  await pace.beforeCall('PutImage');
  expect(waits).toEqual([200]);
  pass(60_000);
  for (let call = 1; call <= 6; call += 1) await pace.beforeCall('PutImage');
  expect(waits).toEqual([200, 100]);
});

test('counts the throttling errors of one burst once, and keeps a minimum rate', async () => {
  const { pacing, waits, pass } = setUp();
  const pace = pacing.paceOf('111111111111', 'eu-west-1');
  for (let call = 1; call <= 5; call += 1) pace.reportThrottled('PutImage');
  await pace.beforeCall('PutImage');
  expect(waits).toEqual([200]);
  for (let second = 1; second <= 9; second += 1) {
    pass(1_000);
    pace.reportThrottled('PutImage');
  }
  await pace.beforeCall('PutImage');
  expect(waits[1]).toBeLessThanOrEqual(1_000);
});

test('returns the token of an aborted wait', async () => {
  const { pacing, waits } = setUp();
  const pace = pacing.paceOf('111111111111', 'eu-west-1');
  const controller = new AbortController();
  for (let call = 1; call <= 5; call += 1) await pace.beforeCall('PutImage');
  const left = pace.beforeCall('PutImage', controller.signal);
  controller.abort();
  await expect(left).rejects.toMatchObject({ name: 'AbortError' });
  await pace.beforeCall('PutImage');
  expect(waits).toEqual([100, 100]);
});

test('estimates the quota of a throttled operation without a published one from its recent calls', async () => {
  const { pacing, waits, pass } = setUp();
  const pace = pacing.paceOf('111111111111', 'eu-west-1');
  for (let call = 1; call <= 40; call += 1) await pace.beforeCall('DescribeImages');
  pace.reportThrottled('DescribeImages');
  await pace.beforeCall('DescribeImages');
  await pace.beforeCall('DescribeImages');
  expect(waits).toEqual([50, 100]);
  await pacing.paceOf('222222222222', 'eu-west-1').beforeCall('DescribeImages');
  expect(waits).toHaveLength(2);

  pass(60_000);
  for (let call = 1; call <= 200; call += 1) await pace.beforeCall('DescribeImages');
  expect(waits).toHaveLength(2);
});

test('keeps a lower bound for the estimated quota', async () => {
  const { pacing, waits } = setUp();
  const pace = pacing.paceOf('111111111111', 'eu-west-1');
  await pace.beforeCall('ListImageReferrers');
  pace.reportThrottled('ListImageReferrers');
  await pace.beforeCall('ListImageReferrers');
  expect(waits).toEqual([200]);
});
