import { readFileSync, writeFileSync } from 'node:fs';
import { expect } from 'vitest';
import { noImageFilter } from '../../../../shared/models/image-filter.ts';
import { seedManyImages } from '../../../testing/seed-many-images.ts';
import { seedImage } from '../../../testing/seed-image.ts';
import { test as base } from '../../../testing/registries-test.ts';
import type { LocalEcr } from '../../../local-ecr/local-ecr.ts';
import { createImageLists } from '../../image-list/image-lists.ts';
import { createComparisons } from '../../jobs/compare/comparisons.ts';
import { createImageSearches } from '../../jobs/search/image-searches.ts';
import { listRepositories } from '../../ecr/repositories.ts';
import { connectToRegistry } from './connect-to-registry.ts';

const build = { profile: 'build', region: 'eu-west-1' };
const production = { profile: 'production', region: 'us-east-1' };
const names = Array.from({ length: 8 }, (_, index) => `mixed/r${index}`);

const test = base
  /** The same repositories in both accounts; only the images of the other account have the tag 9.9. */
  .extend('seeded', { scope: 'file', auto: true }, async ({ registries }) => {
    const other = registries.ecr.registry('222222222222', build.region);
    for (const name of names) {
      await seedImage(registries.source.createRepository(name), [[name, 10]], ['1.0']);
      await seedImage(other.createRepository(name), [[name, 10]], ['1.0', '9.9']);
      registries.destination.createRepository(name);
    }
    seedManyImages(registries.source.createRepository('mixed/many'), 1_000);
    seedManyImages(other.createRepository('mixed/many'), 1_000);
  })
  /** Gives the profile `build` the keys of the other account, as another program does. */
  .extend('replaceKeys', ({ registries: { access } }, { onCleanup }) => {
    const path = process.env['AWS_SHARED_CREDENTIALS_FILE'] ?? '';
    const text = readFileSync(path, 'utf8');
    onCleanup(async () => {
      writeFileSync(path, text);
      await access.discardOutdated();
    });
    return (): void => {
      const [, other = ''] = text.split('\n\n');
      writeFileSync(path, [other.replace('[production]', '[build]'), other].join('\n\n'));
      void access.discardOutdated();
    };
  });

/** The accounts whose repositories were read in the region of the source. */
const sourceAccounts = (ecr: LocalEcr): ReadonlySet<string | undefined> =>
  new Set(
    ecr.calls.all
      .filter(({ region, repositoryName }) => region === build.region && repositoryName !== undefined)
      .map(({ accountId }) => accountId),
  );

test('a search stays in its registry when the profile gets keys of another account', async ({
  registries,
  replaceKeys,
}) => {
  const searches = createImageSearches({
    access: registries.access,
    send: ({ progress }) => {
      if (progress.state === 'searching' && progress.searched === 0) replaceKeys();
    },
  });
  const { ecr } = registries;
  ecr.calls.clear();
  // The repositories that are searched first keep the search busy until the new keys are in use.
  ecr.network.shape = { latencyMs: 200 };
  const { id } = searches.create({ match: 'whole', registry: build, reference: '9.9' });
  await searches.whenFinished(id);
  ecr.network.shape = {};
  expect(searches.read(id)?.found).toEqual([]);
  expect(sourceAccounts(ecr)).toEqual(new Set(['111111111111']));
});

test('a comparison stays in its registries', async ({ registries, replaceKeys }) => {
  const comparisons = createComparisons({
    access: registries.access,
    send: ({ pairs }) => {
      if (pairs.some(({ pair }) => pair.state.kind === 'compared')) replaceKeys();
    },
  });
  const pairs = names.map((name) => ({ source: name, destination: name }));
  registries.ecr.network.shape = { latencyMs: 50 };
  registries.ecr.calls.clear();
  const { id } = comparisons.create({ source: build, destination: production, pairs });
  await comparisons.whenFinished(id);
  registries.ecr.network.shape = {};
  const states = comparisons.read(id).pairs.map(({ state }) => state);
  const tags = states.flatMap((state) => (state.kind === 'compared' ? state.tags : []));
  expect(new Set(tags.map(({ tag }) => tag))).toEqual(new Set(['1.0']));
  expect(sourceAccounts(registries.ecr)).toEqual(new Set(['111111111111']));
});

test('a list of images stays in its registry', async ({ registries, replaceKeys }) => {
  const { ecr, access } = registries;
  const lists = createImageLists(access);
  ecr.calls.clear();
  // The first page takes much longer than the new keys.
  ecr.network.shape = { latencyMs: 1_000 };
  const listed = lists.selectMatching({
    ...build,
    repositoryName: 'mixed/many',
    listedSince: 0,
    view: 'all',
    filter: noImageFilter,
    sort: { column: 'tags', descending: false },
  });
  const refused = expect(listed).rejects.toMatchObject({ data: { code: 'access-denied' } });
  await expect.poll(() => ecr.calls.of('DescribeImages').length).toBe(1);
  replaceKeys();
  await refused;
  ecr.network.shape = {};
  expect(sourceAccounts(ecr)).toEqual(new Set(['111111111111']));
});

test('uses the selection as it is while AWS STS cannot be asked', async ({ registries }) => {
  const { ecr, access } = registries;
  ecr.faults.add({ kind: 'server-error', status: 503, operation: 'GetCallerIdentity', times: 99 });
  const registry = await connectToRegistry(access, build);
  expect(await listRepositories(registry)).toHaveLength(names.length + 1);
});
