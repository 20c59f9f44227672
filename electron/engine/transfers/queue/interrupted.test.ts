import { expect } from 'vitest';
import { isFinished } from '../../../../shared/models/transfer.ts';
import { putImage } from '../../../local-ecr/registry/put-image.ts';
import { createMemoryStore } from '../../../testing/memory-store.ts';
import { seedImage } from '../../../testing/seed-image.ts';
import { createTransferTest } from '../../../testing/transfer-test.ts';
import { quickRetries } from '../../../testing/two-registries.ts';
import type { Transfers } from '../transfers.ts';
import { createTransfers } from '../transfers.ts';

const MiB = 1024 * 1024;

const test = createTransferTest()
  /** An app that starts with the stored queue. */
  .extend('app', ({ plans }) => {
    const app = {
      store: createMemoryStore(),
      start(): Transfers {
        app.store = createMemoryStore(app.store.queue());
        const { store } = app;
        return createTransfers({ plans, send: () => undefined, retryPolicy: quickRetries, store });
      },
      storedIds: (): readonly string[] => app.store.queue().map(({ id }) => id),
    };
    return app;
  })
  .extend('copy', async ({ registries, plans, names }) => {
    const source = registries.source.createRepository(names.from);
    const destination = registries.destination.createRepository(names.to);
    const seeded = await seedImage(source, [['layer', 2 * MiB]], ['v1']);
    const request = registries.request(names, [
      { digest: seeded.digest, sourceTags: ['v1'], destinationTags: ['v1'] },
    ]);
    return { destination, seeded, request, plan: (await plans.create(request)).plan };
  });

const finished = (transfers: Transfers): Promise<void> =>
  expect
    .poll(() => transfers.list().every(({ state }) => isFinished(state) && state.kind !== 'interrupted'))
    .toBe(true);

test('stores a running transfer, but not a finished or cancelled one', async ({ plans, app, copy }) => {
  const { plan, request } = copy;
  const transfers = app.start();
  const { id } = transfers.start(plan.id);
  expect(app.storedIds()).toEqual([id]);
  await transfers.cancel(id);
  await expect.poll(() => app.store.queue().length).toBe(0);
  const { plan: next } = await plans.create(request);
  transfers.start(next.id);
  await finished(transfers);
  await expect.poll(() => app.store.queue().length).toBe(0);
});

test('is listed as interrupted after a kill, and a retry replaces and completes it', async ({
  app,
  copy,
}) => {
  const { plan, destination, seeded } = copy;
  const killed = app.start();
  const { id, images } = killed.start(plan.id);
  const before = app.store.queue();
  await killed.cancelAll();
  app.store = createMemoryStore(before);

  const transfers = app.start();
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
  await finished(transfers);
  expect(transfers.list().map(({ state }) => state.kind)).toEqual(['done']);
  expect(destination.tags.get('v1')).toBe(seeded.digest);
  await expect.poll(() => app.store.queue().length).toBe(0);
});

test('a running transfer is interrupted when the app quits', async ({ app, copy }) => {
  const { plan } = copy;
  const transfers = app.start();
  const { id } = transfers.start(plan.id);
  await transfers.stopForQuit();
  expect(transfers.list()[0]?.state.kind).toBe('cancelled');
  expect(app.storedIds()).toEqual([id]);
  expect(app.start().list()[0]?.state.kind).toBe('interrupted');
});

test('a transfer that the user cancels right before the app quits is not resumed', async ({ app, copy }) => {
  const transfers = app.start();
  const { id } = transfers.start(copy.plan.id);
  const cancelled = transfers.cancel(id);
  await transfers.stopForQuit();
  await cancelled;
  expect(app.storedIds()).toEqual([]);
  expect(app.store.history()).toMatchObject([{ id, result: 'cancelled' }]);
});

test('a transfer with a failed image is interrupted too when the app quits', async ({
  registries,
  plans,
  names,
  app,
}) => {
  const source = registries.source.createRepository(names.from);
  registries.destination.createRepository(names.to);
  const bad = await seedImage(source, [['bad', 1000]]);
  const large = await seedImage(source, [['large', 2 * MiB]]);
  const images = [bad, large].map(({ digest }, index) => ({
    digest,
    sourceTags: [],
    destinationTags: [`v${index}`],
  }));
  const { plan } = await plans.create(registries.request(names, images));
  registries.ecr.network.shape = { down: { bytesPerSecondPerConnection: MiB / 4 } };
  registries.ecr.faults.add({
    kind: 'access-denied',
    operation: 'GetDownloadUrlForLayer',
    digest: bad.layerDigests[0] ?? '',
  });
  const transfers = app.start();
  const { id } = transfers.start(plan.id);
  const listStates = () => transfers.list()[0]?.images.map(({ state }) => state.kind);
  await expect.poll(listStates).toEqual(['failed', 'copying']);
  await transfers.stopForQuit();
  expect(listStates()).toEqual(['failed', 'cancelled']);
  expect(app.storedIds()).toEqual([id]);
  expect(app.store.history()).toEqual([]);
});

test('a retry of an interrupted transfer moves no tag that was not confirmed', async ({ app, copy }) => {
  const { plan, destination } = copy;
  const left = app.start();
  const { id } = left.start(plan.id);
  await left.stopForQuit();
  const other = await seedImage(destination, [['other', 5]]);
  putImage(destination, { manifest: other.manifest, tag: 'v1' });
  await expect(app.start().retry(id)).rejects.toMatchObject({ data: { code: 'plan-outdated' } });
  expect(destination.tags.get('v1')).toBe(other.digest);
});

test('a retry of the failed images of an interrupted transfer replaces it', async ({ app, copy }) => {
  const left = app.start();
  const { id } = left.start(copy.plan.id);
  await left.stopForQuit();
  const transfers = app.start();
  const retried = await transfers.retryFailed(id);
  expect(transfers.list().map((each) => each.id)).toEqual([retried.id]);
  expect(app.storedIds()).toEqual([retried.id]);
  await finished(transfers);
});

test('removes an interrupted transfer', async ({ app, copy }) => {
  const { plan } = copy;
  const left = app.start();
  const { id } = left.start(plan.id);
  await left.stopForQuit();
  const transfers = app.start();
  transfers.remove([id]);
  expect(transfers.list()).toEqual([]);
  expect(app.storedIds()).toEqual([]);
});

test('a removed interrupted transfer can be restored at its place, and resumed', async ({ app, copy }) => {
  const { plan } = copy;
  const left = app.start();
  const { id } = left.start(plan.id);
  await left.stopForQuit();
  const transfers = app.start();
  transfers.remove([id]);
  transfers.restore([id]);
  expect(app.storedIds()).toEqual([id]);
  expect(transfers.list()).toMatchObject([{ id, state: { kind: 'interrupted' } }]);
  expect(await transfers.resumeInterrupted()).toHaveLength(1);
});
