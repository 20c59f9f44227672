import { readFileSync, writeFileSync } from 'node:fs';
import { afterEach, expect, onTestFinished } from 'vitest';
import type { Batch, BatchRequest, BatchUpdate } from '../../../../shared/models/batch.ts';
import { applyBatchUpdate, batchRequestSchema } from '../../../../shared/models/batch.ts';
import { imagesPerPlan } from '../../../../shared/models/plan.ts';
import { isFinished } from '../../../../shared/models/transfer.ts';
import { noRenames } from '../../../../shared/models/rename-rules.ts';
import type { Plans } from '../../plan/plan-store.ts';
import { createPlans } from '../../plan/plan-store.ts';
import { seedImage } from '../../../testing/seed-image.ts';
import { quickRetries } from '../../../testing/two-registries.ts';
import type { Transfers } from '../../transfers/transfers.ts';
import { createTransfers } from '../../transfers/transfers.ts';
import type { Batches } from './batches.ts';
import { createBatches } from './batches.ts';
import { test as base } from '../../../testing/registries-test.ts';

const MiB = 1024 * 1024;
let plans: Plans;
let batches: Batches;
let transfers: Transfers;
let updates: BatchUpdate[];
let count = 0;

type Whole = Extract<BatchRequest, { kind: 'repositories' }>;

const request = (names: readonly string[], more: Partial<Whole> = {}): BatchRequest =>
  batchRequestSchema.parse({
    kind: 'repositories',
    source: { profile: 'build', region: 'eu-west-1' },
    repositories: names,
    filter: [],
    renames: noRenames,
    destination: { profile: 'production', region: 'us-east-1', createRepository: true },
    ...more,
  });

const planBatch = async (batchRequest: BatchRequest): Promise<Batch> => {
  const { id } = batches.create(batchRequest);
  await batches.whenFinished(id);
  const found = batches.list().find((batch) => batch.id === id);
  if (!found) throw new Error('not found');
  return found;
};

const waitForTransfers = (): Promise<void> =>
  expect.poll(() => transfers.list().every(({ state }) => isFinished(state))).toBe(true);

const test = base
  /** Creates repositories `batch<n>/a`, `batch<n>/b`…, with one image for each tag; all images share a layer. */
  .extend('setUp', ({ registries }) => async (tagsOf: Readonly<Record<string, readonly string[]>>) => {
    const names: string[] = [];
    for (const [name, tags] of Object.entries(tagsOf)) {
      const repository = registries.source.createRepository(`batch${count}/${name}`);
      names.push(repository.name);
      for (const tag of tags)
        await seedImage(
          repository,
          [
            ['base', MiB],
            [`${repository.name}:${tag}`, 1000],
          ],
          [tag],
        );
    }
    return names;
  });

test.beforeEach(({ registries }) => {
  count += 1;
  updates = [];
  plans = createPlans(registries.access);
  batches = createBatches({ access: registries.access, plans, send: (update) => void updates.push(update) });
  transfers = createTransfers({
    plans,
    send: () => undefined,
    retryPolicy: quickRetries,
    limits: () => ({ atOnce: 2, layersAtOnce: undefined }),
  });
});
afterEach(async () => {
  await transfers.cancelAll();
});

test('plans each repository, and adds all transfers to the queue together', async ({ registries, setUp }) => {
  const names = await setUp({ a: ['1.0.0', '1.1.0'], b: ['2.0.0', 'nightly'], c: ['nightly'] });
  const batch = await planBatch(
    request(names, {
      filter: [{ kind: 'semver', range: '*', prereleases: false }],
      renames: {
        repositories: [{ kind: 'add-prefix', prefix: 'mirror/' }],
        tags: [{ kind: 'add-prefix', prefix: 'v' }],
      },
    }),
  );
  expect(batch.state).toEqual({ kind: 'ready', blockers: [] });
  expect(batch.rows).toMatchObject([
    {
      sourceRepository: names[0],
      destinationRepository: `mirror/${names[0]}`,
      state: {
        kind: 'planned',
        plans: [{ images: 2, creates: true, tags: { create: 2 }, putImageCalls: 2 }],
      },
    },
    { state: { kind: 'planned', plans: [{ images: 1 }] } },
    { state: { kind: 'nothing-picked', tags: 1 } },
  ]);
  const [row] = batch.rows;
  if (row?.state.kind !== 'planned') throw new Error('not planned');
  expect(plans.get(row.state.plans[0]?.planId ?? '').plan.destination.repository.name).toBe(
    `mirror/${names[0]}`,
  );

  const started = batches.start(batch.id, (planIds) => planIds.map((planId) => transfers.start(planId)));
  expect(started).toHaveLength(2);
  await waitForTransfers();
  expect(transfers.list().map(({ state }) => state.kind)).toEqual(['done', 'done']);
  expect(new Set(registries.destination.repository(`mirror/${names[0]}`).tags.keys())).toEqual(
    new Set(['v1.0.0', 'v1.1.0']),
  );
  expect(batches.list()[0]?.state).toEqual({ kind: 'started', transferIds: started.map(({ id }) => id) });
});

test('copies two repositories into one, and counts a shared layer once', async ({ registries, setUp }) => {
  const names = await setUp({ 'x-a': ['a1'], 'y-a': ['b1'] });
  const batch = await planBatch(
    request(names, {
      renames: {
        repositories: [
          { kind: 'replace', search: '/x-', replacement: '/' },
          { kind: 'replace', search: '/y-', replacement: '/' },
        ],
        tags: [],
      },
    }),
  );
  expect(batch.rows.map(({ destinationRepository }) => destinationRepository)).toEqual(
    Array(2).fill(`batch${count}/a`),
  );
  expect(batch.totals.images).toBe(2);
  expect(batch.totals.bytes.toTransfer).toBeGreaterThan(MiB + 2000);
  expect(batch.totals.bytes.toTransfer).toBeLessThan(MiB + 10_000);
  batches.start(batch.id, (planIds) => planIds.map((planId) => transfers.start(planId)));
  await waitForTransfers();
  expect(transfers.list().map(({ state }) => state)).toMatchObject([{ kind: 'done' }, { kind: 'done' }]);
  expect(new Set(registries.destination.repository(`batch${count}/a`).tags.keys())).toEqual(
    new Set(['a1', 'b1']),
  );
});

test('blocks the batch when two repositories set one tag on different images', async ({ setUp }) => {
  const names = await setUp({ 'x-a': ['latest'], 'y-a': ['latest'] });
  const batch = await planBatch(
    request(names, {
      renames: {
        repositories: [
          { kind: 'replace', search: '/x-', replacement: '/' },
          { kind: 'replace', search: '/y-', replacement: '/' },
        ],
        tags: [],
      },
    }),
  );
  expect(batch.state).toMatchObject({
    kind: 'ready',
    blockers: [
      {
        message: expect.stringMatching(/Tag latest .* is requested for different images of .*x-a and .*y-a/),
      },
    ],
  });
  expect(() =>
    batches.start(batch.id, (planIds) => planIds.map((planId) => transfers.start(planId))),
  ).toThrow(/is requested for different images/);
  expect(transfers.list()).toEqual([]);
});

test('plans the other repositories when one fails, and reports an invalid renamed tag', async ({
  registries,
  setUp,
}) => {
  const names = await setUp({ a: ['v1'], b: ['v2'], c: ['1-rc', '1'] });
  registries.ecr.faults.deny({ action: 'ecr:DescribeImages', repositoryName: names[0] ?? '' });
  const batch = await planBatch(
    request([...names, `batch${count}/missing`], {
      renames: { repositories: [], tags: [{ kind: 'replace', search: '-rc', replacement: '' }] },
    }),
  );
  expect(batch.rows.map(({ state }) => state)).toMatchObject([
    { kind: 'failed', error: { code: 'access-denied' } },
    { kind: 'planned' },
    { kind: 'failed', error: { message: expect.stringMatching(/Several tags would become 1\./) } },
    { kind: 'failed', error: { code: 'repository-not-found' } },
  ]);
});

test('rejects an invalid request at once', async ({ setUp }) => {
  const names = await setUp({ a: ['v1'] });
  const badRegex = request(names, { filter: [{ kind: 'regex', pattern: '(', exclude: false }] });
  expect(() => batches.create(badRegex)).toThrow(/Rule 1 of the filter/);
  const badName = request(names, {
    renames: { repositories: [{ kind: 'add-prefix', prefix: 'UPPER' }], tags: [] },
  });
  expect(() => batches.create(badName)).toThrow(/cannot be renamed/);
  const tooMany = { ...request(names), repositories: Array(501).fill('team/api') };
  expect(batchRequestSchema.safeParse(tooMany).error?.issues[0]?.message).toMatch(/at most 500/);
});

test('rejects too many images, and starts the repositories that were planned before', async ({
  registries,
  setUp,
}) => {
  const names = await setUp({ a: ['v1'], b: ['v1'] });
  const many = registries.source.repository(names[1] ?? '');
  const template = many.images.values().next().value;
  if (!template) throw new Error('no image');
  for (let number = 0; number < 5_000; number += 1) {
    const digest = `sha256:${number.toString(16).padStart(64, '0')}`;
    many.images.set(digest, { ...template, digest, tags: new Set([`n${number}`]) });
    many.tags.set(`n${number}`, digest);
  }
  many.revision += 1;
  const batch = await planBatch(request(names));
  expect(batch.rows[1]?.state).toMatchObject({
    kind: 'failed',
    error: { message: expect.stringMatching(/more than 5,000 images/) },
  });
  expect(batches.start(batch.id, (planIds) => planIds.map((planId) => transfers.start(planId)))).toHaveLength(
    1,
  );
});

test('starts nothing of a repository of which only some images could be planned', async ({
  registries,
  setUp,
}) => {
  const names = await setUp({ large: [], small: ['v1'] });
  const large = registries.source.repository(names[0] ?? '');
  for (let number = 0; number <= imagesPerPlan; number += 1)
    await seedImage(large, [[`layer ${number}`, 1]], [`v${number}`]);
  registries.ecr.faults.add({
    kind: 'access-denied',
    operation: 'BatchGetImage',
    repositoryName: names[0] ?? '',
    afterCalls: imagesPerPlan / 100,
    times: Infinity,
  });
  const batch = await planBatch(request(names));
  expect(batch.rows.map(({ state }) => state)).toMatchObject([
    { kind: 'failed', error: { code: 'access-denied' } },
    { kind: 'planned', plans: [{ images: 1 }] },
  ]);
  expect(batch.totals.images).toBe(1);
  const started = batches.start(batch.id, (planIds) => planIds.map((planId) => transfers.start(planId)));
  expect(started.map(({ source }) => source.repositoryName)).toEqual([names[1]]);
});

test('sends updates that lead to the same state, and cancels and removes a batch', async ({ setUp }) => {
  const names = await setUp({ a: ['v1'], b: ['v2'] });
  const created = batches.create(request(names));
  expect(() =>
    batches.start(created.id, (planIds) => planIds.map((planId) => transfers.start(planId))),
  ).toThrow(/not planned yet/);
  await batches.whenFinished(created.id);
  expect(updates.reduce(applyBatchUpdate, created)).toEqual(batches.list()[0]);
  const [row] = batches.list()[0]?.rows ?? [];
  const planId = row?.state.kind === 'planned' ? (row.state.plans[0]?.planId ?? '') : '';

  const second = batches.create(request(names));
  batches.cancel(second.id);
  await batches.whenFinished(second.id);
  expect(batches.list()[0]).toMatchObject({ state: { kind: 'cancelled' } });
  expect(batches.list()[0]?.rows.at(-1)?.state.kind).toBe('cancelled');

  expect(plans.get(planId).plan.id).toBe(planId);
  batches.remove(created.id);
  expect(batches.list().map(({ id }) => id)).toEqual([second.id]);
});

test('plans given requests unchanged', async ({ registries, setUp }) => {
  const names = await setUp({ a: ['v1'] });
  const seeded = registries.source.repository(names[0] ?? '').tags.get('v1') ?? '';
  const batch = await planBatch({
    kind: 'requests',
    requests: [
      registries.request({ from: names[0] ?? '', to: `batch${count}/to`, create: true }, [
        { digest: seeded, sourceTags: ['v1'], destinationTags: ['v1'] },
      ]),
    ],
  });
  expect(batch.rows).toMatchObject([
    { destinationRepository: `batch${count}/to`, state: { kind: 'planned', plans: [{ images: 1 }] } },
  ]);
});

test('fails the rows that are planned after a profile has changed to another account', async ({
  registries,
  setUp,
}) => {
  const names = await setUp({ a: ['v1'], b: ['v2'] });
  const path = process.env['AWS_SHARED_CREDENTIALS_FILE'] ?? '';
  const text = readFileSync(path, 'utf8');
  onTestFinished(() => writeFileSync(path, text));
  const [build = ''] = text.split('\n\n');
  const pinned = new Set<string>();
  batches = createBatches({
    access: registries.access,
    plans: {
      ...plans,
      pin(id) {
        pinned.add(id);
        plans.pin(id);
      },
      unpin(id) {
        pinned.delete(id);
        plans.unpin(id);
      },
    },
    send({ rows }) {
      // The keys change as the second row begins.
      if (rows.some(({ index, row }) => index === 1 && row.state.kind === 'listing'))
        writeFileSync(path, [build, build.replace('[build]', '[production]')].join('\n\n'));
    },
  });
  const batch = await planBatch(request(names));
  expect(batch.rows.map(({ state }) => state)).toMatchObject([
    { kind: 'planned' },
    { kind: 'failed', error: { code: 'wrong-account', side: 'destination', action: 'plan-again' } },
  ]);
  expect(pinned.size).toBe(1);
  const started = batches.start(batch.id, (planIds) => planIds.map((planId) => transfers.start(planId)));
  expect(started.map(({ destination }) => destination.accountId)).toEqual(['222222222222']);
});
