import { expect } from 'vitest';
import { applyBatchUpdate } from '../../../../shared/models/batch.ts';
import { batchRequest as request, test } from '../../../testing/batch-test.ts';

const MiB = 1024 * 1024;

test('plans each repository, and adds all transfers to the queue together', async ({
  registries,
  setUp,
  plans,
  batches,
  transfers,
  planBatch,
  start,
  waitForTransfers,
}) => {
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

  const started = start(batch.id);
  expect(started).toHaveLength(2);
  await waitForTransfers();
  expect(transfers.list().map(({ state }) => state.kind)).toEqual(['done', 'done']);
  expect(new Set(registries.destination.repository(`mirror/${names[0]}`).tags.keys())).toEqual(
    new Set(['v1.0.0', 'v1.1.0']),
  );
  expect(batches.list()[0]?.state).toEqual({ kind: 'started', transferIds: started.map(({ id }) => id) });
});

test('copies two repositories into one, and counts a shared layer once', async ({
  registries,
  setUp,
  transfers,
  prefix,
  planBatch,
  start,
  waitForTransfers,
}) => {
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
    Array(2).fill(`${prefix}/a`),
  );
  expect(batch.totals.images).toBe(2);
  expect(batch.totals.bytes.toTransfer).toBeGreaterThan(MiB + 2000);
  expect(batch.totals.bytes.toTransfer).toBeLessThan(MiB + 10_000);
  start(batch.id);
  await waitForTransfers();
  expect(transfers.list().map(({ state }) => state)).toMatchObject([{ kind: 'done' }, { kind: 'done' }]);
  expect(new Set(registries.destination.repository(`${prefix}/a`).tags.keys())).toEqual(
    new Set(['a1', 'b1']),
  );
});

test('blocks the batch when two repositories set one tag on different images', async ({
  setUp,
  transfers,
  planBatch,
  start,
}) => {
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
  expect(() => start(batch.id)).toThrow(/is requested for different images/);
  expect(transfers.list()).toEqual([]);
});

test('sends updates that lead to the same state, and cancels and removes a batch', async ({
  setUp,
  plans,
  batches,
  updates,
  start,
}) => {
  const names = await setUp({ a: ['v1'], b: ['v2'] });
  const created = batches.create(request(names));
  expect(() => start(created.id)).toThrow(/not planned yet/);
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

test('plans given requests unchanged', async ({ registries, setUp, prefix, planBatch }) => {
  const names = await setUp({ a: ['v1'] });
  const seeded = registries.source.repository(names[0] ?? '').tags.get('v1') ?? '';
  const batch = await planBatch({
    kind: 'requests',
    requests: [
      registries.request({ from: names[0] ?? '', to: `${prefix}/to`, create: true }, [
        { digest: seeded, sourceTags: ['v1'], destinationTags: ['v1'] },
      ]),
    ],
  });
  expect(batch.rows).toMatchObject([
    { destinationRepository: `${prefix}/to`, state: { kind: 'planned', plans: [{ images: 1 }] } },
  ]);
});
