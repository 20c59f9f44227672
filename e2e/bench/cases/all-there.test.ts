import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, expect, vi } from 'vitest';
import { runInProcess } from '../../../electron/testing/cli/run-in-process.ts';
import { test } from '../../../electron/testing/registries-test.ts';
import { seedImage, seedIndex } from '../../../electron/testing/seed-image.ts';
import { longestChain } from '../registry/longest-chain.ts';

/** Milliseconds of a round trip in which this process waits: far more than it waits for files between the calls of one. */
const roundTrip = 500;

/**
 * Lasts for a round trip in which this process, which is client and registry, has nothing to do. On a busy machine it may need
 * any time to start the calls of one round trip.
 */
async function waitIdle(): Promise<void> {
  const start = performance.eventLoopUtilization();
  while (performance.eventLoopUtilization(start).idle < roundTrip) await delay(20);
}

afterEach(() => vi.useRealTimers());

test.for([
  // The identities, the repositories and the list; the manifests of both sides; the layers.
  ['an image', 3, false],
  // One more for the children of the index, and one for those that the destination has.
  ['an index', 5, true],
] as const)(
  'replicate of %s of which everything is at the destination makes at most %i calls in succession',
  async ([kind, calls, isIndex], { registries }) => {
    const name = `there/${kind.replace(' ', '-')}`;
    for (const registry of [registries.source, registries.destination]) {
      const repository = registry.createRepository(name);
      if (isIndex) seedIndex(repository, [await seedImage(repository, [['a', 1_000]])], ['v1']);
      else await seedImage(repository, [['a', 1_000]], ['v1']);
    }
    const latency = vi.spyOn(registries.ecr.network, 'latency').mockImplementation(waitIdle);
    registries.ecr.calls.clear();
    // The plan stays recent: after a second its tags are read again.
    vi.useFakeTimers({ toFake: ['Date'] });
    const sides = ['--source-profile=build', '--destination-profile=production'];
    const { code, stdout } = await runInProcess([
      'replicate',
      ...sides,
      `--source=${name}:v1`,
      `--destination=${name}`,
    ]);
    latency.mockRestore();
    expect(code).toBe(0);
    expect(stdout).toContain('0 images replicated, 1 already at destination');
    expect(registries.ecr.calls.of('PutImage')).toEqual([]);
    expect(longestChain(registries.ecr.calls.all)).toBeLessThanOrEqual(calls);
  },
);
