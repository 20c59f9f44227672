import { expect } from 'vitest';
import type { Plan } from '../../../../shared/models/plan.ts';
import type { Transfer } from '../../../../shared/models/transfer.ts';
import { isFinished } from '../../../../shared/models/transfer.ts';
import { maxConcurrentCalls } from '../../../local-ecr/calls/call-log.ts';
import { createMemoryStore } from '../../../testing/memory-store.ts';
import { seedImage } from '../../../testing/seed-image.ts';
import { createTransferTest } from '../../../testing/transfer-test.ts';
import { quickRetries } from '../../../testing/two-registries.ts';
import { createBandwidth } from '../../async/bandwidth.ts';
import type { Transfers, TransfersOptions } from '../transfers.ts';
import { createTransfers } from '../transfers.ts';
import type { TransferLimits } from './transfer-queue.ts';

const MiB = 1024 * 1024;
const productionArn = 'arn:aws:iam::222222222222:user/production';

const test = createTransferTest()
  /** Plans that each copy one image with one layer into a repository of their own. */
  .extend(
    'planCopies',
    ({ registries, plans, names }) =>
      async (number: number, layerSize = MiB): Promise<readonly Plan[]> => {
        const from = `${names.from}/${registries.source.repositories.size}`;
        const source = registries.source.createRepository(from);
        return Promise.all(
          Array.from({ length: number }, async (_, index) => {
            const { digest } = await seedImage(source, [[`${from}-${index}`, layerSize]], [`v${index}`]);
            const to = `${names.to}/${registries.source.repositories.size}-${index}`;
            registries.destination.createRepository(to);
            const tags = [`v${index}`];
            const images = [{ digest, sourceTags: tags, destinationTags: tags }];
            return (await plans.create(registries.request({ from, to }, images))).plan;
          }),
        );
      },
  )
  /** An app whose transfers can be started again with the stored queue. */
  .extend('app', ({ registries, plans }, { onCleanup }) => {
    const context = {
      limits: { atOnce: 1, layersAtOnce: undefined } as TransferLimits,
      store: createMemoryStore(),
      results: [] as [id: string, kind: string][],
    };
    const start = (options: Partial<TransfersOptions> = {}): Transfers =>
      createTransfers({
        plans,
        send: () => undefined,
        retryPolicy: quickRetries,
        credentialsInterval: 20,
        limits: () => context.limits,
        onFinished: ({ id, state }) => void context.results.push([id, state.kind]),
        store: context.store,
        ...options,
      });
    const get = (id: string): Transfer => {
      const transfer = app.transfers.list().find((each) => each.id === id);
      if (!transfer) throw new Error(`Transfer ${id} is not listed.`);
      return transfer;
    };
    const app = Object.assign(context, {
      start,
      transfers: start(),
      get,
      states: (ids: readonly string[]): readonly string[] => ids.map((id) => get(id).state.kind),
      startAll: (planned: readonly Plan[]): readonly string[] =>
        planned.map(({ id }) => app.transfers.start(id).id),
      finished: (...ids: readonly string[]): Promise<void> =>
        expect.poll(() => ids.every((id) => isFinished(get(id).state))).toBe(true),
    });
    onCleanup(async () => {
      registries.ecr.faults.renewCredentials(productionArn);
      await app.transfers.cancelAll();
    });
    return app;
  });

test('runs one transfer at a time, in order', async ({ planCopies, app }) => {
  const [first = '', second = '', third = ''] = app.startAll(await planCopies(3));
  expect(app.states([first, second, third])).toEqual(['running', 'waiting', 'waiting']);
  expect(app.get(second).copyStartedAt).toBeUndefined();
  expect(app.transfers.listWaiting()).toEqual([second, third]);
  expect(app.transfers.countUnfinished()).toBe(3);
  await app.finished(first, second, third);
  expect(app.results).toEqual([
    [first, 'done'],
    [second, 'done'],
    [third, 'done'],
  ]);
  expect(app.get(third).copyStartedAt).toBeGreaterThanOrEqual(app.get(second).copyStartedAt ?? Infinity);
  expect(app.transfers.listWaiting()).toEqual([]);
});

test('starts waiting transfers at once when the limit is raised', async ({ planCopies, app }) => {
  const ids = app.startAll(await planCopies(3));
  app.limits = { atOnce: 2, layersAtOnce: undefined };
  app.transfers.applyLimits();
  expect(app.states(ids)).toEqual(['running', 'running', 'waiting']);
  await app.finished(...ids);
});

test('shares the layer limit between running transfers, without paused ones', async ({
  registries,
  planCopies,
  app,
}) => {
  app.limits = { atOnce: 3, layersAtOnce: 2 };
  registries.ecr.calls.clear();
  registries.ecr.network.shape = { latencyMs: 5, down: { bytesPerSecondPerConnection: 4 * MiB } };
  const plansOfThree = await planCopies(3);
  const [first = '', second = '', third = ''] = app.startAll(plansOfThree);
  const downloads = () => registries.ecr.calls.of('DownloadLayer').filter(({ bytes }) => bytes > 1000);
  await expect.poll(() => downloads().length).toBe(2);
  app.transfers.pause(first);
  app.transfers.pause(second);
  await app.finished(third);
  expect(app.states([first, second, third])).toEqual(['paused', 'paused', 'done']);
  app.transfers.resume(first);
  app.transfers.resume(second);
  registries.ecr.network.shape = {};
  await app.finished(first, second);
  expect(app.states([first, second])).toEqual(['done', 'done']);
});

test('copies no more layers of all transfers together than the limit', async ({
  registries,
  planCopies,
  app,
}) => {
  app.limits = { atOnce: 3, layersAtOnce: 2 };
  registries.ecr.network.shape = { latencyMs: 5 };
  const plansOfThree = await planCopies(3, 4 * MiB);
  registries.ecr.calls.clear();
  await app.finished(...app.startAll(plansOfThree));
  registries.ecr.network.shape = {};
  const downloads = registries.ecr.calls.of('DownloadLayer');
  expect(downloads).toHaveLength(6);
  expect(maxConcurrentCalls(downloads)).toBeLessThanOrEqual(2);
});

test('moves, pauses, resumes and cancels waiting transfers', async ({ planCopies, app }) => {
  const [first = '', second = '', third = '', fourth = ''] = app.startAll(await planCopies(4));
  app.transfers.move(fourth, second);
  app.transfers.move(second, null);
  expect(app.transfers.listWaiting()).toEqual([fourth, third, second]);
  app.transfers.pause(fourth);
  await app.transfers.cancel(third);
  expect(app.states([first, second, third, fourth])).toEqual(['running', 'waiting', 'cancelled', 'paused']);
  await app.finished(first, second);
  expect(app.get(fourth)).toMatchObject({ state: { kind: 'paused' }, bytes: { transferred: 0 } });
  expect(app.get(fourth).copyStartedAt).toBeUndefined();
  app.transfers.resume(fourth);
  await app.finished(fourth);
  expect(app.results.map(([, kind]) => kind)).toEqual(['cancelled', 'done', 'done', 'done']);
  expect(app.get(third).copyStartedAt).toBeUndefined();
});

test('a transfer that is moved before one that has just started is the next one', async ({
  planCopies,
  app,
}) => {
  const [first = '', second = '', third = '', fourth = ''] = app.startAll(await planCopies(4));
  app.transfers.move(fourth, first);
  expect(app.transfers.listWaiting()).toEqual([fourth, second, third]);
  await app.transfers.cancel(second);
  app.transfers.move(third, second);
  expect(app.transfers.listWaiting()).toEqual([fourth, third]);
  await app.finished(first, third, fourth);
});

test('starts the next transfer when one is paused or waits for credentials', async ({
  registries,
  planCopies,
  app,
}) => {
  const [first = '', second = ''] = app.startAll(await planCopies(2));
  app.transfers.pause(first);
  await expect.poll(() => app.states([second])).toEqual(['done']);
  expect(app.states([first])).toEqual(['paused']);
  app.transfers.resume(first);
  await app.finished(first);
  const [third = '', fourth = ''] = app.startAll(await planCopies(2));
  registries.ecr.faults.expireCredentials(productionArn);
  await expect.poll(() => app.states([third, fourth])).toEqual(Array(2).fill('waiting-for-credentials'));
  registries.ecr.faults.renewCredentials(productionArn);
  await app.finished(third, fourth);
});

test('lists all transfers in order after a kill, and resuming completes each', async ({
  planCopies,
  app,
}) => {
  const [first = '', second = '', third = ''] = app.startAll(await planCopies(3));
  app.transfers.move(third, second);
  const before = app.store.queue();
  await app.transfers.cancelAll();
  app.store = createMemoryStore(before);
  app.results = [];

  app.transfers = app.start();
  expect(app.transfers.list().map(({ id, state }) => [id, state])).toEqual([
    [second, { kind: 'interrupted', hasStarted: false }],
    [third, { kind: 'interrupted', hasStarted: false }],
    [first, { kind: 'interrupted', hasStarted: true }],
  ]);
  expect(app.transfers.countUnfinished()).toBe(0);
  const resumed = await app.transfers.resumeInterrupted();
  expect(resumed.map(({ destination }) => destination.repositoryName)).toEqual(
    before.map(({ destination }) => destination.repositoryName),
  );
  await app.finished(...resumed.map(({ id }) => id));
  expect(app.results.map(([, kind]) => kind)).toEqual(['done', 'done', 'done']);
  await expect.poll(() => app.store.queue()).toEqual([]);
});

test('starts nothing and keeps the queue when the app quits', async ({ planCopies, app }) => {
  const [first = '', second = ''] = app.startAll(await planCopies(2));
  await app.transfers.stopForQuit();
  expect(app.states([first, second])).toEqual(['cancelled', 'cancelled']);
  expect(app.store.queue().map(({ id, hasStarted }) => [id, hasStarted])).toEqual([
    [first, true],
    [second, false],
  ]);
  expect(app.results).toEqual([]);
});

test('retries only failed images', async ({ registries, plans, names, app }) => {
  const source = registries.source.createRepository(names.from);
  const destination = registries.destination.createRepository(names.to);
  const [good, bad] = await Promise.all([
    seedImage(source, [['good', 1000]], ['good']),
    seedImage(source, [['bad', 1000]], ['bad']),
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
  const { id } = app.transfers.start(plan.id);
  await expect(app.transfers.retryFailed(id)).rejects.toThrow(/is not finished/);
  await app.finished(id);
  expect(app.states([id])).toEqual(['failed']);
  registries.ecr.faults.clear();
  const again = await app.transfers.retryFailed(id);
  await app.finished(again.id);
  expect(app.get(again.id)).toMatchObject({ state: { kind: 'done' }, images: [{ sourceTags: ['bad'] }] });
  expect(app.get(again.id).images).toHaveLength(1);
  expect(app.states([id])).toEqual(['failed']);
  await expect(app.transfers.retryFailed(again.id)).rejects.toThrow(/nothing to retry/);
});

test('logs each step, and returns only the lines after a given one', async ({ planCopies, app }) => {
  const [first = ''] = app.startAll(await planCopies(1));
  await app.finished(first);
  const { entries, forgotten } = app.transfers.log(first);
  expect(forgotten).toBe(0);
  expect(entries.map(({ text }) => text)).toEqual([
    expect.stringMatching(/^Copying 1 image from .*\/source\/\d+\/\d+ to .*; 1\.0 MB to transfer\.$/),
    'v0: copying layers.',
    expect.stringMatching(/^Layer sha256:[a-f0-9]{12} copied, /),
    expect.stringMatching(/^Layer sha256:[a-f0-9]{12} copied, /),
    'v0: writing manifest and tags.',
    expect.stringMatching(/^Tag v0 written on sha256:/),
    'v0: verifying at the destination.',
    'v0: copied and verified.',
    expect.stringMatching(/^Done in \d+ s\.$/),
  ]);
  expect(app.transfers.log(first, entries.at(-2)?.number).entries).toEqual([entries.at(-1)]);
});

test('limits the bandwidth of all transfers together, and counts their bytes', async ({
  planCopies,
  app,
}) => {
  app.limits = { atOnce: 3, layersAtOnce: undefined };
  app.transfers = app.start({ bandwidth: createBandwidth(2 * MiB) });
  const started = performance.now();
  const ids = app.startAll(await planCopies(2, 2 * MiB));
  await app.finished(...ids);
  expect(app.states(ids)).toEqual(['done', 'done']);
  expect(performance.now() - started).toBeGreaterThan(1_500);
  await expect
    .poll(() => app.transfers.throughput().samples.reduce((sum, bytes) => sum + bytes, 0))
    .toBeGreaterThanOrEqual(4 * MiB);
  const [first = ''] = ids;
  const own = app.transfers.throughput(first).samples.reduce((sum, bytes) => sum + bytes, 0);
  expect(own).toBeGreaterThanOrEqual(2 * MiB);
  expect(own).toBeLessThan(3 * MiB);
});
