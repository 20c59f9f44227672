import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Transfer } from '../../../../shared/models/transfer.ts';
import { isFinished } from '../../../../shared/models/transfer.ts';
import { createBandwidth } from '../../replication/scheduler/bandwidth.ts';
import { maxConcurrentCalls } from '../../../local-ecr/calls/call-log.ts';
import type { Plans } from '../../plan/plan-store.ts';
import { createPlans } from '../../plan/plan-store.ts';
import { seedImage } from '../../../testing/seed-image.ts';
import type { MemoryStore } from '../../../testing/memory-store.ts';
import { createMemoryStore } from '../../../testing/memory-store.ts';
import type { TwoRegistries } from '../../../testing/two-registries.ts';
import { quickRetries, startTwoRegistries } from '../../../testing/two-registries.ts';
import { resumeInterrupted } from './resume-interrupted.ts';
import type { TransferLimits } from './transfer-queue.ts';
import type { Transfers, TransfersOptions } from '../transfers.ts';
import { createTransfers } from '../transfers.ts';

const MiB = 1024 * 1024;
const productionArn = 'arn:aws:iam::222222222222:user/production';
let registries: TwoRegistries;
let plans: Plans;
let transfers: Transfers;
let limits: TransferLimits;
let store: MemoryStore;
let results: [id: string, kind: string][];
let set = 0;

beforeAll(async () => {
  registries = await startTwoRegistries();
});
afterAll(() => registries.close());
beforeEach(() => {
  limits = { atOnce: 1, layersAtOnce: undefined };
  store = createMemoryStore();
  results = [];
  plans = createPlans(registries.access);
  transfers = start();
});
afterEach(async () => {
  registries.ecr.faults.renewCredentials(productionArn);
  registries.ecr.faults.clear();
  await transfers.cancelAll();
});

/** Starts the app with the stored queue. */
const start = (more: Partial<TransfersOptions> = {}): Transfers =>
  createTransfers({
    plans,
    send: () => undefined,
    retryPolicy: quickRetries,
    credentialsInterval: 20,
    limits: () => limits,
    onFinished: ({ id, state }) => void results.push([id, state.kind]),
    store,
    ...more,
  });

/** Plans that each copy one image with one layer into a repository of their own. */
const setUp = async (number: number, layerSize = MiB) => {
  set += 1;
  const source = registries.source.createRepository(`queue/source-${set}`);
  return Promise.all(
    Array.from({ length: number }, async (_, index) => {
      const seeded = await seedImage(source, [[`${set}-${index}`, layerSize]], [`v${index}`]);
      const names = { from: source.name, to: `queue/destination-${set}-${index}` };
      registries.destination.createRepository(names.to);
      const request = registries.request(names, [
        { digest: seeded.digest, sourceTags: [`v${index}`], destinationTags: [`v${index}`] },
      ]);
      return (await plans.create(request)).plan;
    }),
  );
};

const get = (id: string): Transfer => {
  const transfer = transfers.list().find((each) => each.id === id);
  if (!transfer) throw new Error(`Transfer ${id} is not listed.`);
  return transfer;
};
const states = (ids: readonly string[]): readonly string[] => ids.map((id) => get(id).state.kind);
const startAll = (plansToStart: Awaited<ReturnType<typeof setUp>>): readonly string[] =>
  plansToStart.map(({ id }) => transfers.start(id).id);
const ended = (...ids: readonly string[]): Promise<void> =>
  expect.poll(() => ids.every((id) => isFinished(get(id).state))).toBe(true);

test('runs one transfer at a time, in order', async () => {
  const [first = '', second = '', third = ''] = startAll(await setUp(3));
  expect(states([first, second, third])).toEqual(['running', 'waiting', 'waiting']);
  expect(get(second).copyStartedAt).toBeUndefined();
  expect(transfers.listWaiting()).toEqual([second, third]);
  expect(transfers.countUnfinished()).toBe(3);
  await ended(first, second, third);
  expect(results).toEqual([
    [first, 'done'],
    [second, 'done'],
    [third, 'done'],
  ]);
  expect(get(third).copyStartedAt).toBeGreaterThanOrEqual(get(second).copyStartedAt ?? Infinity);
  expect(transfers.listWaiting()).toEqual([]);
});

test('starts waiting transfers at once when the limit is raised', async () => {
  const ids = startAll(await setUp(3));
  limits = { atOnce: 2, layersAtOnce: undefined };
  transfers.applyLimits();
  expect(states(ids)).toEqual(['running', 'running', 'waiting']);
  await ended(...ids);
});

test('shares the layer limit between running transfers, without paused ones', async () => {
  limits = { atOnce: 3, layersAtOnce: 2 };
  registries.ecr.calls.clear();
  registries.ecr.network.shape = { latencyMs: 5, down: { bytesPerSecondPerConnection: 4 * MiB } };
  const plansOfThree = await setUp(3);
  const [first = '', second = '', third = ''] = startAll(plansOfThree);
  const downloads = () => registries.ecr.calls.of('DownloadLayer').filter(({ bytes }) => bytes > 1000);
  await expect.poll(() => downloads().length).toBe(2);
  transfers.pause(first);
  transfers.pause(second);
  await ended(third);
  expect(states([first, second, third])).toEqual(['paused', 'paused', 'done']);
  transfers.resume(first);
  transfers.resume(second);
  registries.ecr.network.shape = {};
  await ended(first, second);
  expect(states([first, second])).toEqual(['done', 'done']);
});

test('copies no more layers of all transfers together than the limit', async () => {
  limits = { atOnce: 3, layersAtOnce: 2 };
  registries.ecr.network.shape = { latencyMs: 5 };
  const plansOfThree = await setUp(3, 4 * MiB);
  registries.ecr.calls.clear();
  await ended(...startAll(plansOfThree));
  registries.ecr.network.shape = {};
  const downloads = registries.ecr.calls.of('DownloadLayer');
  expect(downloads).toHaveLength(6);
  expect(maxConcurrentCalls(downloads)).toBeLessThanOrEqual(2);
});

test('moves, pauses, resumes and cancels waiting transfers', async () => {
  const [first = '', second = '', third = '', fourth = ''] = startAll(await setUp(4));
  transfers.move(fourth, second);
  transfers.move(second, null);
  expect(transfers.listWaiting()).toEqual([fourth, third, second]);
  transfers.pause(fourth);
  await transfers.cancel(third);
  expect(states([first, second, third, fourth])).toEqual(['running', 'waiting', 'cancelled', 'paused']);
  await ended(first, second);
  expect(get(fourth)).toMatchObject({ state: { kind: 'paused' }, bytes: { transferred: 0 } });
  expect(get(fourth).copyStartedAt).toBeUndefined();
  transfers.resume(fourth);
  await ended(fourth);
  expect(results.map(([, kind]) => kind)).toEqual(['cancelled', 'done', 'done', 'done']);
  expect(get(third).copyStartedAt).toBeUndefined();
});

test('starts the next transfer when one is paused or waits for credentials', async () => {
  const [first = '', second = ''] = startAll(await setUp(2));
  transfers.pause(first);
  await expect.poll(() => states([second])).toEqual(['done']);
  expect(states([first])).toEqual(['paused']);
  transfers.resume(first);
  await ended(first);
  const [third = '', fourth = ''] = startAll(await setUp(2));
  registries.ecr.faults.expireCredentials(productionArn);
  await expect.poll(() => states([third, fourth])).toEqual(Array(2).fill('waiting-for-credentials'));
  registries.ecr.faults.renewCredentials(productionArn);
  await ended(third, fourth);
});

test('lists all transfers in order after a kill, and resuming completes each', async () => {
  const [first = '', second = '', third = ''] = startAll(await setUp(3));
  transfers.move(third, second);
  const before = store.queue();
  await transfers.cancelAll();
  store = createMemoryStore(before);
  results = [];

  transfers = start();
  expect(transfers.list().map(({ id, state }) => [id, state])).toEqual([
    [second, { kind: 'interrupted', hasStarted: false }],
    [third, { kind: 'interrupted', hasStarted: false }],
    [first, { kind: 'interrupted', hasStarted: true }],
  ]);
  expect(transfers.countUnfinished()).toBe(0);
  const resumed = await resumeInterrupted(transfers, (id) => transfers.retry(id));
  expect(resumed.map(({ destination }) => destination.repositoryName)).toEqual(
    before.map(({ destination }) => destination.repositoryName),
  );
  await ended(...resumed.map(({ id }) => id));
  expect(results.map(([, kind]) => kind)).toEqual(['done', 'done', 'done']);
  await expect.poll(() => store.queue()).toEqual([]);
});

test('starts nothing and keeps the queue when the app quits', async () => {
  const [first = '', second = ''] = startAll(await setUp(2));
  await transfers.stopForQuit();
  expect(states([first, second])).toEqual(['cancelled', 'cancelled']);
  expect(store.queue().map(({ id, hasStarted }) => [id, hasStarted])).toEqual([
    [first, true],
    [second, false],
  ]);
  expect(results).toEqual([]);
});

test('retries only failed images', async () => {
  const source = registries.source.createRepository(`queue/parts-${set}`);
  const destination = registries.destination.createRepository(`queue/parts-to-${set}`);
  const [good, bad] = await Promise.all([
    seedImage(source, [[`good-${set}`, 1000]], ['good']),
    seedImage(source, [[`bad-${set}`, 1000]], ['bad']),
  ]);
  const { plan } = await plans.create(
    registries.request(
      { from: source.name, to: destination.name },
      [good, bad].map(({ digest }, index) => {
        const tags = [index === 0 ? 'good' : 'bad'];
        return { digest, sourceTags: tags, destinationTags: tags };
      }),
    ),
  );
  registries.ecr.faults.add({
    kind: 'access-denied',
    operation: 'GetDownloadUrlForLayer',
    digest: bad.layerDigests[0] ?? '',
  });
  const { id } = transfers.start(plan.id);
  await expect(transfers.retryFailed(id)).rejects.toThrow(/is not finished/);
  await ended(id);
  expect(states([id])).toEqual(['failed']);
  registries.ecr.faults.clear();
  const again = await transfers.retryFailed(id);
  await ended(again.id);
  expect(get(again.id)).toMatchObject({ state: { kind: 'done' }, images: [{ sourceTags: ['bad'] }] });
  expect(get(again.id).images).toHaveLength(1);
  expect(states([id])).toEqual(['failed']);
  await expect(transfers.retryFailed(again.id)).rejects.toThrow(/nothing to retry/);
});

test('logs each step, and returns only the lines after a given one', async () => {
  const [first = ''] = startAll(await setUp(1));
  await ended(first);
  const { entries, forgotten } = transfers.log(first);
  expect(forgotten).toBe(0);
  expect(entries.map(({ text }) => text)).toEqual([
    expect.stringMatching(/^Copying 1 image from .*\/queue\/source-\d+ to .*; 1\.0 MB to transfer\.$/),
    'v0: copying layers.',
    expect.stringMatching(/^Layer sha256:[a-f0-9]{12} copied, /),
    expect.stringMatching(/^Layer sha256:[a-f0-9]{12} copied, /),
    'v0: writing manifest and tags.',
    expect.stringMatching(/^Tag v0 written on sha256:/),
    'v0: verifying at the destination.',
    'v0: copied and verified.',
    expect.stringMatching(/^Done in \d+ s\.$/),
  ]);
  expect(transfers.log(first, entries.at(-2)?.number).entries).toEqual([entries.at(-1)]);
});

test('limits the bandwidth of all transfers together, and counts their bytes', async () => {
  limits = { atOnce: 3, layersAtOnce: undefined };
  transfers = start({ bandwidth: createBandwidth(2 * MiB) });
  const started = performance.now();
  const ids = startAll(await setUp(2, 2 * MiB));
  await ended(...ids);
  expect(states(ids)).toEqual(['done', 'done']);
  expect(performance.now() - started).toBeGreaterThan(1_500);
  await expect
    .poll(() => transfers.throughput().samples.reduce((sum, bytes) => sum + bytes, 0))
    .toBeGreaterThanOrEqual(4 * MiB);
  const [first = ''] = ids;
  const own = transfers.throughput(first).samples.reduce((sum, bytes) => sum + bytes, 0);
  expect(own).toBeGreaterThanOrEqual(2 * MiB);
  expect(own).toBeLessThan(3 * MiB);
});
