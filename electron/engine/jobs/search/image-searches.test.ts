import { expect } from 'vitest';
import { maxConcurrentCalls } from '../../../local-ecr/calls/call-log.ts';
import type {
  ImageSearch,
  ImageSearchRequest,
  ImageSearchUpdate,
} from '../../../../shared/models/image-search.ts';
import { applyImageSearchUpdate } from '../../../../shared/models/image-search.ts';
import { test as base } from '../../../testing/registries-test.ts';
import { seedImage } from '../../../testing/seed-image.ts';
import type { ImageSearches } from './image-searches.ts';
import { createImageSearches } from './image-searches.ts';

let searches: ImageSearches;
let updates: ImageSearchUpdate[];

const registry = { profile: 'build', region: 'eu-west-1' };

const search = async (
  reference: string,
  match: ImageSearchRequest['match'] = 'whole',
): Promise<ImageSearch> => {
  const { id } = searches.create({ match, registry, reference });
  await searches.whenFinished(id);
  return searches.read(id);
};

const names = ({ found }: ImageSearch) =>
  found.map(({ repositoryName, reference }) => `${repositoryName} ${reference}`).toSorted();

const test = base
  /** Three repositories: `find/a` and `find/c` have the tag 7.1, all have other images. */
  .extend('seeded', { scope: 'file' }, async ({ registries }) => {
    const repositories = ['find/a', 'find/b', 'find/c'].map((name) =>
      registries.source.createRepository(name),
    );
    for (const repository of repositories) await seedImage(repository, [['other', 10]], ['1.0']);
    const images = [];
    for (const repository of [repositories[0], repositories[2]])
      if (repository)
        images.push(await seedImage(repository, [[`layer of ${repository.name}`, 10]], ['7.1']));
    return images.map(({ digest }) => digest);
  });

test.beforeEach(({ registries }) => {
  updates = [];
  searches = createImageSearches({
    access: registries.access,
    send: (update) => void updates.push(update),
    clock: () => 0,
  });
});

test('finds a tag and a digest in every repository, with one call each', async ({ registries, seeded }) => {
  registries.ecr.calls.clear();
  const byTag = await search('7.1');
  expect(byTag).toMatchObject({ state: 'done', repositories: 3, searched: 3, denied: 0, failed: 0 });
  expect(byTag.found.map(({ repositoryName, digest }) => `${repositoryName} ${digest}`).toSorted()).toEqual([
    `find/a ${seeded[0]}`,
    `find/c ${seeded[1]}`,
  ]);
  expect(registries.ecr.calls.of('DescribeImages')).toHaveLength(3);
  // A pull changes when ECR saw the image used last.
  expect(registries.ecr.calls.of('BatchGetImage')).toEqual([]);
  const byDigest = await search(seeded[1] ?? '');
  expect(byDigest.found.map(({ repositoryName }) => repositoryName)).toEqual(['find/c']);
});

test('finds tags by a part and images by the beginning of a digest, with one call for each 1,000 images', async ({
  registries,
  seeded,
}) => {
  registries.ecr.calls.clear();
  expect(names(await search('.1', 'part'))).toEqual(['find/a 7.1', 'find/c 7.1']);
  expect(registries.ecr.calls.of('ListImages')).toHaveLength(3);
  expect(registries.ecr.calls.of('DescribeImages')).toEqual([]);
  expect(names(await search('.0', 'part'))).toEqual(['find/a 1.0', 'find/b 1.0', 'find/c 1.0']);
  const digest = seeded[1] ?? '';
  expect(names(await search(digest.slice(0, 19), 'part'))).toEqual([`find/c ${digest}`]);
});

test('counts denied and failing repositories, and names the first error', async ({ registries, seeded }) => {
  registries.ecr.faults.deny({ action: 'ecr:DescribeImages', repositoryName: 'find/a' });
  const found = await search('7.1');
  expect(found).toMatchObject({ state: 'done', searched: 3, denied: 1, error: { code: 'access-denied' } });
  expect(found.found.map(({ digest }) => digest)).toEqual([seeded[1]]);
});

test('fails when the repositories cannot be listed', async ({ registries, seeded: _seeded }) => {
  registries.ecr.faults.deny({ action: 'ecr:DescribeRepositories' });
  expect(await search('7.1')).toMatchObject({ state: 'failed', error: { code: 'access-denied' } });
});

test('sends updates that lead to the same state', async ({ seeded: _seeded }) => {
  const created = searches.create({ match: 'whole', registry, reference: '7.1' });
  await searches.whenFinished(created.id);
  expect(updates.reduce(applyImageSearchUpdate, created)).toEqual(searches.read(created.id));
});

test('stops at once when it is canceled', async ({ registries, seeded: _seeded }) => {
  registries.ecr.faults.add({ kind: 'stall', operation: 'DescribeImages', times: 10 });
  const { id } = searches.create({ match: 'whole', registry, reference: '7.1' });
  await expect.poll(() => searches.read(id).state).toBe('searching');
  searches.cancel(id);
  await searches.whenFinished(id);
  expect(searches.read(id)).toMatchObject({ state: 'cancelled', searched: 0 });
});

test('asks four repositories at once', async ({ registries, seeded: _seeded }) => {
  for (let index = 0; index < 12; index += 1) registries.source.createRepository(`paced/${index}`);
  registries.ecr.network.shape = { latencyMs: 20 };
  registries.ecr.calls.clear();
  await search('7.1');
  registries.ecr.network.shape = {};
  const calls = registries.ecr.calls.of('DescribeImages');
  expect(calls).toHaveLength(15);
  expect(maxConcurrentCalls(calls)).toBeLessThanOrEqual(4);
});
