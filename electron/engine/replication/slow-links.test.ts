import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { TransferStatus } from '../../../shared/models/transfer.ts';
import { defaultTimeouts } from '../aws/network/timeouts.ts';
import { createPlans } from '../plan/plan-store.ts';
import { defaultRetryPolicy } from '../async/retry.ts';
import type { Relay } from '../../testing/relay.ts';
import { startRelay } from '../../testing/relay.ts';
import { seedImage } from '../../testing/seed-image.ts';
import type { TwoRegistries } from '../../testing/two-registries.ts';
import { startTwoRegistries } from '../../testing/two-registries.ts';
import { createTransfers } from '../transfers/transfers.ts';

const MiB = 1024 * 1024;
/** Short, so that they pass within a test, and long enough for a busy machine. */
const timeouts = { ...defaultTimeouts, answer: 1_500, request: 3_000, stalledUpload: 3_000 };
const networkLimit = 2_000;
let registries: TwoRegistries;
let relay: Relay;
let count = 0;

beforeAll(async () => {
  registries = await startTwoRegistries({
    timeouts,
    retryPolicy: { attempts: 99, firstWait: 1, longestWait: 5, networkLimit },
    parts: { proposed: 20 * MiB, smallest: 5 * MiB },
    through: async (endpoint) => {
      relay = await startRelay(endpoint);
      return relay.endpoint;
    },
  });
});
afterAll(async () => {
  await relay.close();
  await registries.close();
});
beforeEach(() => {
  count += 1;
});
afterEach(() => {
  relay.restore();
  registries.ecr.faults.clear();
  registries.ecr.network.shape = {};
});

const setUp = async (size: number) => {
  const names = { from: `slow/source-${count}`, to: `slow/destination-${count}` };
  const from = registries.source.createRepository(names.from);
  const to = registries.destination.createRepository(names.to);
  const seeded = await seedImage(from, [[`slow ${count}`, size]], ['v1']);
  registries.ecr.calls.clear();
  const images = [{ digest: seeded.digest, sourceTags: ['v1'], destinationTags: ['v1'] }];
  const plans = createPlans(registries.access);
  return { to, seeded, plans, request: registries.request(names, images, { uploadMethod: 'api' }) };
};

test('a part may take longer than every timeout', async () => {
  const { to, seeded, plans, request } = await setUp(20 * MiB);
  const { plan } = await plans.create(request);
  const transfers = createTransfers({ plans, send: () => undefined });
  // 28 MB of base64 take five seconds.
  registries.ecr.network.shape = { up: { bytesPerSecondTotal: 5_600_000 } };
  transfers.start(plan.id);
  await expect.poll(() => transfers.list()[0]?.state.kind).toBe('done');
  expect([...to.tags]).toEqual([['v1', seeded.digest]]);
  const parts = registries.ecr.calls.of('UploadLayerPart').filter(({ bytes }) => bytes > MiB);
  expect(parts.map(({ outcome }) => outcome)).toEqual(['ok']);
  const [{ startedAt, endedAt = 0 } = { startedAt: 0 }] = parts;
  expect(endedAt - startedAt).toBeGreaterThan(timeouts.request);
});

test('a plan fails soon when the network is unreachable, with and without errors', async () => {
  const { plans, request } = await setUp(MiB);
  for (const vanish of [
    () => relay.cut(),
    () => {
      relay.restore();
      registries.ecr.faults.add({ kind: 'stall', times: 99 });
    },
  ]) {
    vanish();
    const startedAt = performance.now();
    await expect(plans.create(request)).rejects.toMatchObject({ data: { code: 'network' } });
    // All attempts take 30 s; the rest is for a busy machine.
    expect(performance.now() - startedAt).toBeLessThan(networkLimit + timeouts.answer + 10_000);
  }
  // A first attempt with the longest timeout, and the rest of the limit.
  const { connection, answer } = defaultTimeouts;
  const longest = Math.max(connection, answer, defaultRetryPolicy.networkLimit ?? Infinity);
  expect(longest).toBeLessThan(15_000);
});

test('waits for a network that becomes unreachable, and reports that on screen and in the log', async () => {
  const { to, seeded, plans, request } = await setUp(65 * MiB);
  const { plan } = await plans.create(request);
  const reported: TransferStatus['stall'][] = [];
  let isCut = false;
  const transfers = createTransfers({
    plans,
    retryPolicy: { attempts: 9_999, firstWait: 1, longestWait: 5 },
    stallLimits: { limit: 100, interval: 10 },
    send({ status: { bytes, stall } }) {
      reported.push(stall);
      if (isCut || bytes.transferred < 10 * MiB) return;
      isCut = true;
      relay.cut();
    },
  });
  registries.ecr.network.shape = { down: { bytesPerSecondPerConnection: 60 * MiB } };
  const { id } = transfers.start(plan.id);
  await expect.poll(() => isCut, { interval: 5 }).toBe(true);
  // The source is read until the buffers are full.
  const shown = (): TransferStatus['stall'] => transfers.list()[0]?.stall;
  await expect.poll(() => shown()?.error?.code, { interval: 5 }).toBe('network');
  expect(transfers.list()[0]?.state.kind).toBe('running');
  // Progress is sent at most ten times a second.
  await expect.poll(() => reported.at(-1)?.error?.code, { interval: 5 }).toBe('network');
  relay.restore();
  await expect.poll(() => transfers.list()[0]?.state.kind).toBe('done');
  expect(transfers.list()[0]?.stall).toBeUndefined();
  expect([...to.tags]).toEqual([['v1', seeded.digest]]);
  const lines = transfers.log(id).entries.map(({ text }) => text);
  expect(lines).toContainEqual(expect.stringMatching(/^No data is moving\. .* continues as soon as/));
  expect(lines).toContain('Data is moving again.');
});
