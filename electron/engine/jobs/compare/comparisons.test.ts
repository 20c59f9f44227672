import { expect } from 'vitest';
import { comparisonAsCsv, comparisonAsJson } from '../../../../shared/compare/export-comparison.ts';
import { differenceRequests } from '../../../../shared/compare/difference-requests.ts';
import type { Comparison, ComparisonUpdate } from '../../../../shared/models/comparison.ts';
import { applyComparisonUpdate } from '../../../../shared/models/comparison.ts';
import { defaultReplicationOptions } from '../../../../shared/models/plan.ts';
import { defaultSettingChoices } from '../../../../shared/models/repository-settings.ts';
import { putImage } from '../../../local-ecr/registry/put-image.ts';
import type { Repository } from '../../../local-ecr/registry/repository.ts';
import { createPlans } from '../../plan/plan-store.ts';
import { seedImage } from '../../../testing/seed-image.ts';
import type { Comparisons } from './comparisons.ts';
import { createComparisons } from './comparisons.ts';
import { test as base } from '../../../testing/registries-test.ts';

let comparisons: Comparisons;
let updates: ComparisonUpdate[];
let count = 0;

const source = { profile: 'build', region: 'eu-west-1' };
const destination = { profile: 'production', region: 'us-east-1' };
const choice = {
  createRepository: true,
  settings: defaultSettingChoices,
  options: defaultReplicationOptions,
} as const;

const compare = async (...pairs: readonly (readonly [from: string, to: string])[]): Promise<Comparison> => {
  const { id } = comparisons.create({
    source,
    destination,
    pairs: pairs.map(([from, to]) => ({ source: from, destination: to })),
  });
  await comparisons.whenFinished(id);
  return comparisons.read(id);
};

const sign = (repository: Repository, subject: string): string => {
  const manifest = JSON.stringify({
    schemaVersion: 2,
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    artifactType: 'application/vnd.example.signature',
    config: JSON.parse(repository.images.get(subject)?.manifest ?? '').config,
    layers: JSON.parse(repository.images.get(subject)?.manifest ?? '').layers,
    subject: { mediaType: 'application/vnd.oci.image.manifest.v1+json', digest: subject, size: 1 },
  });
  return putImage(repository, { manifest }).digest;
};

const test = base
  /** Seeds an equal image on both sides, a different one, and one that only one side has. */
  .extend('setUp', ({ registries }) => async () => {
    const name = `compare/r${count}`;
    const here = registries.source.createRepository(name);
    const there = registries.destination.createRepository(name);
    const old = await seedImage(here, [['old', 10]], ['1.9.0', 'latest']);
    await seedImage(there, [['old', 10]], ['1.9.0', 'latest']);
    const fresh = await seedImage(here, [['new', 10]], ['1.10.0', 'latest']);
    const other = await seedImage(there, [['other', 10]], ['rollback']);
    await seedImage(here, [['untagged', 10]]);
    return { name, here, there, old, fresh, other };
  });

test.beforeEach(({ registries }) => {
  count += 1;
  updates = [];
  comparisons = createComparisons({ access: registries.access, send: (update) => void updates.push(update) });
});
test.afterEach(({ registries }) => {
  registries.ecr.network.shape = {};
});

test('reports each tag as same, different, or only on one side', async ({ setUp }) => {
  const { name, old, fresh, other } = await setUp();
  const { pairs, state } = await compare([name, name]);
  expect(state).toBe('done');
  expect(pairs[0]?.state).toMatchObject({
    kind: 'compared',
    destinationExists: true,
    tags: [
      { kind: 'same', tag: '1.9.0', source: { digest: old.digest } },
      { kind: 'only-at-source', tag: '1.10.0', source: { digest: fresh.digest } },
      {
        kind: 'different',
        tag: 'latest',
        source: { digest: fresh.digest },
        destination: { digest: old.digest },
      },
      { kind: 'only-at-destination', tag: 'rollback', destination: { digest: other.digest } },
    ],
    counts: { same: 1, different: 1, 'only-at-source': 1, 'only-at-destination': 1 },
    untagged: { source: 1, destination: 0 },
  });
});

test('reports referrers that only one side has, and does not count them as tags or untagged images', async ({
  setUp,
}) => {
  const { name, here, old } = await setUp();
  const signature = sign(here, old.digest);
  const byTag = await seedImage(here, [['sbom', 3]], [`${old.digest.replace(':', '-')}.sbom`]);
  const [pair] = (await compare([name, name])).pairs;
  if (pair?.state.kind !== 'compared') throw new Error('not compared');
  expect(pair.state.tags).toHaveLength(4);
  expect(pair.state.untagged.source).toBe(1);
  const [same] = pair.state.tags;
  expect(same?.kind === 'same' && new Set(same.referrers?.onlyAtSource)).toEqual(
    new Set([signature, byTag.digest]),
  );
});

test('reports all tags as only at the source for a missing destination, and continues after a denied pair', async ({
  registries,
  setUp,
}) => {
  const { name } = await setUp();
  registries.ecr.faults.deny({ action: 'ecr:DescribeImages', repositoryName: 'compare/secret' });
  registries.source.createRepository('compare/secret');
  const { pairs } = await compare([name, 'compare/nowhere'], ['compare/secret', name], [name, name]);
  expect(pairs[0]?.state).toMatchObject({
    destinationExists: false,
    counts: { 'only-at-source': 3, same: 0 },
  });
  expect(pairs[1]?.state).toMatchObject({ kind: 'failed', error: { code: 'access-denied', side: 'source' } });
  expect(pairs[2]?.state.kind).toBe('compared');
});

test('sends updates that lead to the same state', async ({ setUp }) => {
  const { name } = await setUp();
  const created = comparisons.create({
    source,
    destination,
    pairs: [{ source: name, destination: name }],
  });
  expect(created).toMatchObject({ state: 'working', pairs: [{ state: { kind: 'waiting' } }] });
  await comparisons.whenFinished(created.id);
  expect(updates.reduce(applyComparisonUpdate, created)).toEqual(comparisons.read(created.id));
});

test('stops at once when it is canceled', async ({ registries, setUp }) => {
  const { name } = await setUp();
  registries.ecr.faults.add({ kind: 'stall', operation: 'DescribeImages', times: 10 });
  const { id } = comparisons.create({
    source,
    destination,
    pairs: Array.from({ length: 5 }, () => ({ source: name, destination: name })),
  });
  await expect.poll(() => updates.length).toBeGreaterThan(0);
  comparisons.cancel(id);
  await comparisons.whenFinished(id);
  const { state, pairs } = comparisons.read(id);
  expect(state).toBe('cancelled');
  expect(pairs.at(-1)?.state.kind).toBe('cancelled');
});

test('makes requests from the differences', async ({ registries, setUp }) => {
  const { name, here, old, fresh } = await setUp();
  sign(here, old.digest);
  const comparison = await compare([name, name], [name, `${name}-new`]);
  const requests = differenceRequests(comparison, { ...choice, kinds: ['only-at-source', 'different'] });
  expect(requests.map(({ destination: to, images }) => [to.repositoryName, images])).toEqual([
    [
      name,
      [
        {
          digest: fresh.digest,
          sourceTags: ['1.10.0', 'latest'],
          destinationTags: ['1.10.0', 'latest'],
        },
      ],
    ],
    [`${name}-new`, expect.objectContaining({ length: 2 })],
  ]);
  const referrers = differenceRequests(comparison, { ...choice, kinds: ['referrers'], pairs: [0] });
  expect(referrers.map(({ images }) => images.map(({ digest }) => digest))).toEqual([[old.digest]]);
  const [first] = requests;
  if (!first) throw new Error('no request');
  const { plan } = await createPlans(registries.access).create(first);
  expect(plan.blockers).toEqual([]);
  expect(plan.images[0]?.tags.map(({ kind }) => kind)).toEqual(['create', 'move']);
});

test('exports every tag', async ({ setUp }) => {
  const { name, old } = await setUp();
  const comparison = await compare([name, name], ['compare/missing', name]);
  const lines = comparisonAsCsv(comparison).split('\r\n');
  expect(lines).toHaveLength(7);
  expect(lines[1]).toMatch(
    new RegExp(`^${name},${name},1\\.9\\.0,same,${old.digest},\\d{4}-.*Z,${old.digest},`),
  );
  expect(lines[5]).toMatch(/^compare\/missing,.*failed: /);
  expect(JSON.parse(comparisonAsJson(comparison))).toMatchObject({ version: 1, source, pairs: [{}, {}] });
});

test('caches the last comparisons only', async ({ setUp }) => {
  const { name } = await setUp();
  const first = await compare([name, name]);
  for (let number = 0; number < 5; number += 1) await compare([name, name]);
  expect(() => comparisons.read(first.id)).toThrow(/no longer available/);
});
