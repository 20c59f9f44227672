import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { isFinished } from '../../../../shared/models/transfer.ts';
import { putImage } from '../../../local-ecr/registry/put-image.ts';
import type { Plans } from '../../plan/plan-store.ts';
import { createPlans } from '../../plan/plan-store.ts';
import { seedImage } from '../../../testing/seed-image.ts';
import type { MemoryStore } from '../../../testing/memory-store.ts';
import { createMemoryStore } from '../../../testing/memory-store.ts';
import type { TwoRegistries } from '../../../testing/two-registries.ts';
import { quickRetries, startTwoRegistries } from '../../../testing/two-registries.ts';
import type { Transfers } from '../transfers.ts';
import { createTransfers } from '../transfers.ts';

const MiB = 1024 * 1024;
let registries: TwoRegistries;
let plans: Plans;
let store: MemoryStore;
let count = 0;

beforeAll(async () => {
  registries = await startTwoRegistries();
});
afterAll(() => registries.close());
beforeEach(() => {
  count += 1;
  plans = createPlans(registries.access);
  store = createMemoryStore();
});

/** Starts the app with the stored queue. */
const start = (): Transfers => {
  store = createMemoryStore(store.queue());
  return createTransfers({ plans, send: () => undefined, retryPolicy: quickRetries, store });
};

const storedIds = (): readonly string[] => store.queue().map(({ id }) => id);

const setUp = async () => {
  const names = { from: `interrupted/source-${count}`, to: `interrupted/destination-${count}` };
  const source = registries.source.createRepository(names.from);
  const destination = registries.destination.createRepository(names.to);
  const seeded = await seedImage(source, [['layer', 2 * MiB]], ['v1']);
  const request = registries.request(names, [
    { digest: seeded.digest, sourceTags: ['v1'], destinationTags: ['v1'] },
  ]);
  return { destination, seeded, request, plan: (await plans.create(request)).plan };
};

const ended = (transfers: Transfers): Promise<void> =>
  expect
    .poll(() => transfers.list().every(({ state }) => isFinished(state) && state.kind !== 'interrupted'))
    .toBe(true);

test('stores a running transfer, but not a finished or cancelled one', async () => {
  const { plan, request } = await setUp();
  const transfers = start();
  const { id } = transfers.start(plan.id);
  expect(storedIds()).toEqual([id]);
  await transfers.cancel(id);
  await expect.poll(() => store.queue().length).toBe(0);
  const { plan: next } = await plans.create(request);
  transfers.start(next.id);
  await ended(transfers);
  await expect.poll(() => store.queue().length).toBe(0);
});

test('is listed as interrupted after a kill, and a retry replaces and completes it', async () => {
  const { plan, destination, seeded } = await setUp();
  const killed = start();
  const { id, images } = killed.start(plan.id);
  const before = store.queue();
  await killed.cancelAll();
  store = createMemoryStore(before);

  const transfers = start();
  expect(transfers.list()).toMatchObject([
    {
      id,
      state: { kind: 'interrupted', hasStarted: true },
      images: images.map(({ digest, destinationTags }) => ({ digest, destinationTags })),
      source: { profile: 'build', repositoryName: plan.source.repositoryName },
    },
  ]);
  expect(transfers.countUnfinished()).toBe(0);
  expect(() => transfers.report(id)).toThrow(/no report/);
  await transfers.cancel(id);
  await transfers.retry(id);
  await ended(transfers);
  expect(transfers.list().map(({ state }) => state.kind)).toEqual(['done']);
  expect(destination.tags.get('v1')).toBe(seeded.digest);
  await expect.poll(() => store.queue().length).toBe(0);
});

test('a running transfer is interrupted when the app quits', async () => {
  const { plan } = await setUp();
  const transfers = start();
  const { id } = transfers.start(plan.id);
  await transfers.stopForQuit();
  expect(transfers.list()[0]?.state.kind).toBe('cancelled');
  expect(storedIds()).toEqual([id]);
  expect(start().list()[0]?.state.kind).toBe('interrupted');
});

test('a retry of an interrupted transfer moves no tag that was not confirmed', async () => {
  const { plan, destination } = await setUp();
  const left = start();
  const { id } = left.start(plan.id);
  await left.stopForQuit();
  const other = await seedImage(destination, [['other', 5]]);
  putImage(destination, { manifest: other.manifest, tag: 'v1' });
  await expect(start().retry(id)).rejects.toMatchObject({ data: { code: 'plan-outdated' } });
  expect(destination.tags.get('v1')).toBe(other.digest);
});

test('removes an interrupted transfer for good', async () => {
  const { plan } = await setUp();
  const left = start();
  const { id } = left.start(plan.id);
  await left.stopForQuit();
  const transfers = start();
  transfers.remove(id);
  expect(transfers.list()).toEqual([]);
  expect(storedIds()).toEqual([]);
});
