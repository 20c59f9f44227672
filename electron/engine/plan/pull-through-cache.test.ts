import { describe, expect } from 'vitest';
import { describeWarning } from '../../../shared/text/plan-warning.ts';
import { findImages } from '../image-graph/find-images.ts';
import { resolveTags } from '../ecr/resolve-tags.ts';
import { setArchived } from '../../local-ecr/registry/archive-image.ts';
import { putImage } from '../../local-ecr/registry/put-image.ts';
import { imageManifest, seedLayer } from '../../local-ecr/testing/seed.ts';
import type { PullThroughCacheRule } from '../../local-ecr/registry/pull-through-cache.ts';
import type { Repository } from '../../local-ecr/registry/repository.ts';
import { seedImage, seedIndex } from '../../testing/seed-image.ts';
import { createPlans } from './plan-store.ts';
import { test as base } from '../../testing/registries-test.ts';

let from: Repository;
let to: Repository;
/** The upstream repository of `from`. */
let upstream: Repository;
let rule: PullThroughCacheRule;
let count = 0;

const seedWholeIndex = async (repository: Repository): Promise<readonly [index: string, arm: string]> => {
  const [amd, arm] = [await seedImage(repository, [['amd', 10]]), await seedImage(repository, [['arm', 11]])];
  return [seedIndex(repository, [amd, arm], ['v1']), arm.digest];
};

/** An index in both repositories, of which the cache has one of the two manifests. */
async function seedHalfCachedIndex(): Promise<string> {
  await seedWholeIndex(upstream);
  const [index, arm] = await seedWholeIndex(from);
  from.images.delete(arm);
  from.revision += 1;
  return index;
}

const test = base
  .extend('deny', ({ registries }) => (...actions: readonly string[]): void => {
    for (const action of actions)
      registries.ecr.faults.deny({ action, principalArn: 'arn:aws:iam::111111111111:user/build' });
  })
  /** Counts the calls at the source. */
  .extend(
    'callsOf',
    ({ registries }) =>
      (operation: string): number =>
        registries.ecr.calls.of(operation).filter(({ accountId }) => accountId === '111111111111').length,
  )
  .extend(
    'planOf',
    ({ registries }) =>
      async (digest: string, tag: string) =>
        (
          await createPlans(registries.access).create(
            registries.request({ from: from.name, to: to.name }, [
              { digest, sourceTags: [tag], destinationTags: [tag] },
            ]),
          )
        ).plan,
  )
  /** Looks a tag up as the command line and the window do. */
  .extend('lookUp', ({ registries }) => async (tag: string) => {
    const { registry, name } = await registries.sourceRepository(from.name);
    const [tags, images] = [
      await resolveTags(registry, name, [tag]),
      await findImages(registry, name, [tag]),
    ];
    return { tags: [...tags.keys()], images: images.map(({ digest }) => digest) };
  });

test.beforeEach(({ registries }) => {
  count += 1;
  registries.ecr.calls.clear();
  const { host } = registries.destination;
  rule = { upstreamRegistryUrl: host, imports: [], upstream: registries.destination };
  registries.source.pullThroughCacheRules.clear();
  registries.source.pullThroughCacheRules.set('cache', rule);
  from = registries.source.createRepository(`cache/source-${count}`);
  to = registries.destination.createRepository(`from-cache-${count}`);
  upstream = registries.destination.createRepository(`source-${count}`);
});

test('plans cached images with their signatures, without an import from upstream', async ({ planOf }) => {
  const [amd, arm] = [await seedImage(from, [['amd', 10]]), await seedImage(from, [['arm', 11]])];
  const index = seedIndex(from, [amd, arm], ['v1']);
  const signature = await seedImage(from, [['sig', 5]], [`${index.replace(':', '-')}.sig`]);
  const plan = await planOf(index, 'v1');
  expect(plan.images[0]?.blockers).toEqual([]);
  expect(plan.images[0]?.referrers.map(({ digest }) => digest)).toEqual([signature.digest]);
  expect(rule.imports).toEqual([]);
});

test('reports a platform that is not cached as missing at the source', async ({ callsOf, planOf }) => {
  const plan = await planOf(await seedHalfCachedIndex(), 'v1');
  expect(plan.images[0]?.blockers).toMatchObject([{ code: 'image-incomplete' }]);
  expect(rule.imports).toEqual([]);
  expect([
    callsOf('DescribeImages'),
    callsOf('ListImages'),
    callsOf('DescribePullThroughCacheRules'),
  ]).toEqual([1, 0, 0]);
});

describe('DescribeImages denied', () => {
  test.beforeEach(({ deny }) => deny('ecr:DescribeImages'));

  test('reports a platform that ListImages does not return as missing at the source', async ({
    callsOf,
    planOf,
  }) => {
    const plan = await planOf(await seedHalfCachedIndex(), 'v1');
    expect(plan.images[0]?.blockers).toMatchObject([{ code: 'image-incomplete' }]);
    expect(rule.imports).toEqual([]);
    expect([callsOf('ListImages'), callsOf('DescribePullThroughCacheRules')]).toEqual([1, 0]);
  });

  test('finds signatures by their tags in the list, and reports that others are unknown', async ({
    planOf,
  }) => {
    const { digest } = await seedImage(from, [['image', 10]], ['v1']);
    const signature = await seedImage(from, [['sig', 5]], [`${digest.replace(':', '-')}.sig`]);
    const plan = await planOf(digest, 'v1');
    expect(plan.images[0]?.blockers).toEqual([]);
    expect(plan.images[0]?.referrers.map((referrer) => referrer.digest)).toEqual([signature.digest]);
    expect(plan.warnings).toMatchObject([
      { kind: 'referrers-unknown', error: { code: 'upstream-unavailable', side: 'source' } },
    ]);
    expect(rule.imports).toEqual([]);
  });

  test('blocks an archived image that ListImages returns', async ({ planOf }) => {
    const { digest } = await seedImage(from, [['image', 10]], ['v1']);
    setArchived(from, digest, true);
    const plan = await planOf(digest, 'v1');
    expect(plan.images[0]).toMatchObject({ blockers: [{ code: 'image-unavailable' }], archived: [digest] });
    expect(rule.imports).toEqual([]);
  });

  test('lists a whole large repository only when requests could start an import', async ({
    registries,
    callsOf,
    planOf,
  }) => {
    const { digest } = await seedImage(from, [['image', 10]], ['v1']);
    const [config, layer] = [seedLayer(from, '{}'), seedLayer(from, 'layer')];
    for (let place = 0; place < 2_001; place += 1)
      putImage(from, { manifest: imageManifest(config, [layer], { annotations: { place: String(place) } }) });
    await planOf(digest, 'v1');
    expect([callsOf('ListImages'), callsOf('DescribePullThroughCacheRules')]).toEqual([3, 1]);
    expect(rule.imports).toEqual([]);

    registries.ecr.calls.clear();
    registries.source.pullThroughCacheRules.clear();
    const plan = await planOf(digest, 'v1');
    expect(plan.images[0]?.blockers).toEqual([]);
    expect([callsOf('ListImages'), callsOf('DescribePullThroughCacheRules')]).toEqual([2, 1]);
  });
});

describe('DescribeImages and ListImages denied', () => {
  test.beforeEach(({ deny }) => deny('ecr:DescribeImages', 'ecr:ListImages'));

  test('does not read a cache, and names the missing permission', async ({ callsOf, planOf }) => {
    const index = await seedHalfCachedIndex();
    await expect(planOf(index, 'v1')).rejects.toMatchObject({
      data: {
        code: 'access-denied',
        side: 'source',
        message: `Allow ecr:DescribeImages or ecr:ListImages on ${from.name}: it is a pull-through cache, and where its images cannot be listed, reading one could make ECR import it from upstream.`,
        denied: { action: 'ecr:ListImages' },
      },
    });
    expect(rule.imports).toEqual([]);
    expect([callsOf('DescribePullThroughCacheRules'), callsOf('BatchGetImage')]).toEqual([1, 0]);
  });

  test('reads a repository without a rule by BatchGetImage, without a warning', async ({
    registries,
    planOf,
  }) => {
    registries.source.pullThroughCacheRules.clear();
    registries.source.pullThroughCacheRules.set('cache/other', rule);
    const { digest } = await seedImage(from, [['image', 10]], ['v1']);
    const plan = await planOf(digest, 'v1');
    expect([plan.images[0]?.blockers, plan.warnings]).toEqual([[], []]);
  });

  test('reads the repository with a warning when the rules are denied too', async ({ deny, planOf }) => {
    deny('ecr:DescribePullThroughCacheRules');
    const plan = await planOf(await seedHalfCachedIndex(), 'v1');
    expect(plan.images[0]?.blockers).toEqual([]);
    const warning = plan.warnings.find(({ kind }) => kind === 'import-unknown');
    expect(warning && describeWarning(warning)).toMatch(
      new RegExp(
        `^Whether ${from.name} at the source is a pull-through cache is not known\\. If it is, this plan made ECR import .* is not allowed ecr:DescribePullThroughCacheRules`,
      ),
    );
    // The repository is a cache, so the read imported the missing manifest.
    expect(rule.imports.filter((name) => name.includes(':'))).toHaveLength(1);
    expect(from.images.size).toBe(3);
  });
});

describe('looking up tags before a plan', () => {
  test('imports no tag that DescribeImages or ListImages reports as missing', async ({ deny, lookUp }) => {
    await seedImage(upstream, [['image', 10]], ['v1', 'v2']);
    const { digest } = await seedImage(from, [['image', 10]], ['v1']);
    for (const denied of [[], ['ecr:DescribeImages']]) {
      deny(...denied);
      expect(await lookUp('v1')).toEqual({ tags: ['v1'], images: [digest] });
      expect(await lookUp('v2')).toEqual({ tags: [], images: [] });
    }
    expect(rule.imports).toEqual([]);
  });

  test('fails in a cache that cannot be listed, and reads tags when the rules cannot be read', async ({
    deny,
    lookUp,
  }) => {
    await seedImage(upstream, [['image', 10]], ['v1', 'v2']);
    deny('ecr:DescribeImages', 'ecr:ListImages');
    await expect(lookUp('v2')).rejects.toMatchObject({ data: { code: 'access-denied' } });
    expect(rule.imports).toEqual([]);
    deny('ecr:DescribePullThroughCacheRules');
    expect((await lookUp('v2')).tags).toEqual(['v2']);
    expect(rule.imports).toEqual(['v2']);
  });
});

test('plans without referrers when the endpoint does not support them', async ({ registries, planOf }) => {
  registries.source.pullThroughCacheRules.clear();
  const { digest } = await seedImage(from, [['image', 10]], ['v1']);
  registries.ecr.faults.deny({ action: 'ecr:DescribeImages', repositoryName: from.name });
  registries.ecr.faults.add({
    kind: 'refuse',
    name: 'UnknownOperationException',
    message: '',
    operation: 'ListImageReferrers',
  });
  const plan = await planOf(digest, 'v1');
  expect(plan.images[0]?.blockers).toEqual([]);
  expect(plan.warnings).toMatchObject([
    { kind: 'referrers-unknown', error: { code: 'operation-unsupported' } },
  ]);
});

test('blocks only the image whose upstream registry is unavailable', async ({ registries, planOf }) => {
  registries.source.pullThroughCacheRules.clear();
  const { digest } = await seedImage(from, [['image', 10]], ['v1']);
  registries.ecr.faults.deny({ action: 'ecr:DescribeImages', repositoryName: from.name });
  registries.ecr.faults.add({
    kind: 'refuse',
    name: 'UnableToGetUpstreamImageException',
    message: 'The image or images were unable to be pulled.',
    operation: 'BatchGetImage',
    digest,
    times: 2,
  });
  const plan = await planOf(digest, 'v1');
  expect(plan.images[0]?.blockers).toMatchObject([{ code: 'image-unavailable', side: 'source' }]);
});
