import { readFileSync, writeFileSync } from 'node:fs';
import { expect, onTestFinished } from 'vitest';
import { batchRequestSchema } from '../../../../shared/models/batch.ts';
import { imagesPerPlan } from '../../../../shared/models/plan.ts';
import { batchRequest as request, test } from '../../../testing/batch-test.ts';
import { seedImage } from '../../../testing/seed-image.ts';
import { createBatches } from './batches.ts';

test('plans the other repositories when one fails, and reports an invalid renamed tag', async ({
  registries,
  setUp,
  prefix,
  planBatch,
}) => {
  const names = await setUp({ a: ['v1'], b: ['v2'], c: ['1-rc', '1'] });
  registries.ecr.faults.deny({ action: 'ecr:DescribeImages', repositoryName: names[0] ?? '' });
  const batch = await planBatch(
    request([...names, `${prefix}/missing`], {
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

test('rejects an invalid request at once', async ({ setUp, batches }) => {
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
  planBatch,
  start,
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
  expect(start(batch.id)).toHaveLength(1);
});

test('starts nothing of a repository of which only some images could be planned', async ({
  registries,
  setUp,
  planBatch,
  start,
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
  const started = start(batch.id);
  expect(started.map(({ source }) => source.repositoryName)).toEqual([names[1]]);
});

test('fails the rows that are planned after a profile has changed to another account', async ({
  registries,
  setUp,
  plans,
  transfers,
}) => {
  const names = await setUp({ a: ['v1'], b: ['v2'] });
  const path = process.env['AWS_SHARED_CREDENTIALS_FILE'] ?? '';
  const text = readFileSync(path, 'utf8');
  onTestFinished(() => writeFileSync(path, text));
  const [build = ''] = text.split('\n\n');
  const pinned = new Set<string>();
  const batches = createBatches({
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
  const { id } = batches.create(request(names));
  await batches.whenFinished(id);
  expect(batches.list()[0]?.rows.map(({ state }) => state)).toMatchObject([
    { kind: 'planned' },
    { kind: 'failed', error: { code: 'wrong-account', side: 'destination', action: 'plan-again' } },
  ]);
  expect(pinned.size).toBe(1);
  const started = batches.start(id, (planIds) => planIds.map((planId) => transfers.start(planId)));
  expect(started.map(({ destination }) => destination.accountId)).toEqual(['222222222222']);
});
