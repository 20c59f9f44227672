import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { assumeReplicationTime } from './native-replication.ts';
import { computeQuotaBound, simulateScenario } from './scenarios.ts';
import { simulateImages } from './simulated-images.ts';
import { createVirtualClock } from './virtual-clock.ts';

describe('the virtual clock', () => {
  it('runs waiting work in the order of its time', async () => {
    const clock = createVirtualClock();
    const order: number[] = [];
    await clock.run(() =>
      Promise.all(
        [30, 10, 20, 10, 0].map(async (milliseconds) => {
          await clock.wait(milliseconds);
          order.push(clock.now());
        }),
      ),
    );
    expect(order).toEqual([0, 10, 10, 20, 30]);
  });

  it('reports work that waits for real time', async () => {
    const clock = createVirtualClock();
    await expect(clock.run(() => delay(60_000, undefined, { ref: false }))).rejects.toThrow(
      'waits for something that never happens',
    );
  });
});

describe('the assumption for ECR’s own replication', () => {
  it('is between the documented half hour and PutImage’s quota, and never below the half hour', () => {
    expect(assumeReplicationTime(4_680)).toEqual({ low: 1_800, high: 4_680 });
    expect(assumeReplicationTime(60)).toEqual({ low: 1_800, high: 1_800 });
  });
});

describe('the simulation of very many images', () => {
  const images = simulateImages(600, 3, 1);
  const distinct = [...new Set(images.flatMap(({ layers }) => layers))];
  const distinctBytes = distinct.reduce((sum, { size }) => sum + size, 0);

  it('never exceeds the quota of PutImage, whatever copies', async () => {
    // A bucket contains one second of calls at the start.
    const bound = computeQuotaBound(images) - 1;
    const map = await simulateScenario({ kind: 'map', concurrency: 100, order: 'exported' }, images);
    const desktop = await simulateScenario({ kind: 'desktop', bandwidth: 1_000_000_000 }, images);
    expect(map.seconds).toBeGreaterThan(bound);
    expect(desktop.seconds).toBeGreaterThan(bound);
  });

  it('sends each layer once from one process, at the speed of its link', async () => {
    const bandwidth = 12_500_000;
    const { seconds, sentBytes } = await simulateScenario({ kind: 'desktop', bandwidth }, images);
    expect(sentBytes).toBe(distinctBytes);
    expect(seconds).toBeGreaterThan(distinctBytes / bandwidth);
    expect(seconds).toBeLessThan(1.05 * (distinctBytes / bandwidth));
  });

  it('sends shared layers again where images of one repository are copied at the same time', async () => {
    const apart = await simulateScenario({ kind: 'map', concurrency: 15, order: 'exported' }, images);
    const together = await simulateScenario({ kind: 'map', concurrency: 15, order: 'by-repository' }, images);
    expect(together.sentBytes).toBeGreaterThan(1.2 * apart.sentBytes);
  });
});
