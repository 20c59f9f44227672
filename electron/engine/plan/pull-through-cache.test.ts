import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { describeWarning } from '../../../shared/text/plan-warning.ts';
import { findImages } from '../image-graph/find-images.ts';
import { resolveTags } from '../ecr/find-tags.ts';
import { setArchived } from '../../local-ecr/registry/archive-image.ts';
import { putImage } from '../../local-ecr/registry/put-image.ts';
import { imageManifest, seedLayer } from '../../local-ecr/testing/seed.ts';
import type { PullThroughCacheRule } from '../../local-ecr/registry/pull-through-cache.ts';
import type { Repository } from '../../local-ecr/registry/repository.ts';
import { seedImage, seedIndex } from '../../testing/seed-image.ts';
import type { TwoRegistries } from '../../testing/two-registries.ts';
import { startTwoRegistries } from '../../testing/two-registries.ts';
import { createPlans } from './plan-store.ts';

let registries: TwoRegistries;
let from: Repository;
let to: Repository;
/** What `from` caches. */
let upstream: Repository;
let rule: PullThroughCacheRule;
let count = 0;

beforeAll(async () => {
  registries = await startTwoRegistries();
});
afterAll(() => registries.close());
beforeEach(() => {
  count += 1;
  registries.ecr.faults.clear();
  registries.ecr.calls.clear();
  const { host } = registries.destination;
  rule = { upstreamRegistryUrl: host, imports: [], upstream: registries.destination };
  registries.source.pullThroughCacheRules.clear();
  registries.source.pullThroughCacheRules.set('cache', rule);
  from = registries.source.createRepository(`cache/source-${count}`);
  to = registries.destination.createRepository(`from-cache-${count}`);
  upstream = registries.destination.createRepository(`source-${count}`);
});

const deny = (...actions: readonly string[]): void => {
  for (const action of actions)
    registries.ecr.faults.deny({ action, principalArn: 'arn:aws:iam::111111111111:user/build' });
};

const callsOf = (operation: string): number => registries.ecr.calls.of(operation).length;

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

const planOf = async (digest: string, tag: string) =>
  (
    await createPlans(registries.access).create(
      registries.request({ from: from.name, to: to.name }, [
        { digest, sourceTags: [tag], destinationTags: [tag] },
      ]),
    )
  ).plan;

test('what is cached is planned, with its signatures, and nothing is imported from upstream', async () => {
  const [amd, arm] = [await seedImage(from, [['amd', 10]]), await seedImage(from, [['arm', 11]])];
  const index = seedIndex(from, [amd, arm], ['v1']);
  const signature = await seedImage(from, [['sig', 5]], [`${index.replace(':', '-')}.sig`]);
  const plan = await planOf(index, 'v1');
  expect(plan.images[0]?.blockers).toEqual([]);
  expect(plan.images[0]?.referrers.map(({ digest }) => digest)).toEqual([signature.digest]);
  expect(rule.imports).toEqual([]);
});

test('a platform that was never pulled is missing at the source, not imported', async () => {
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
  beforeEach(() => deny('ecr:DescribeImages'));

  test('a platform that ListImages does not name is missing at the source, not imported', async () => {
    const plan = await planOf(await seedHalfCachedIndex(), 'v1');
    expect(plan.images[0]?.blockers).toMatchObject([{ code: 'image-incomplete' }]);
    expect(rule.imports).toEqual([]);
    expect([callsOf('ListImages'), callsOf('DescribePullThroughCacheRules')]).toEqual([1, 0]);
  });

  test('signatures are found by their tags in the list; what upstream has attached stays unknown', async () => {
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

  test('an archived image is named by ListImages, and blocked as archived', async () => {
    const { digest } = await seedImage(from, [['image', 10]], ['v1']);
    setArchived(from, digest, true);
    const plan = await planOf(digest, 'v1');
    expect(plan.images[0]).toMatchObject({ blockers: [{ code: 'image-unavailable' }], archived: [digest] });
    expect(rule.imports).toEqual([]);
  });

  test('a large repository is listed on only where asking could import', async () => {
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
  beforeEach(() => deny('ecr:DescribeImages', 'ecr:ListImages'));

  test('a cache is not read: the plan names the permission that it takes', async () => {
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

  test('what no rule concerns is read by BatchGetImage, and nothing has to be said', async () => {
    registries.source.pullThroughCacheRules.clear();
    registries.source.pullThroughCacheRules.set('cache/other', rule);
    const { digest } = await seedImage(from, [['image', 10]], ['v1']);
    const plan = await planOf(digest, 'v1');
    expect([plan.images[0]?.blockers, plan.warnings]).toEqual([[], []]);
  });

  test('where the rules are denied as well it is read, and one line says what that may have done', async () => {
    deny('ecr:DescribePullThroughCacheRules');
    const plan = await planOf(await seedHalfCachedIndex(), 'v1');
    expect(plan.images[0]?.blockers).toEqual([]);
    const warning = plan.warnings.find(({ kind }) => kind === 'import-unknown');
    expect(warning && describeWarning(warning)).toMatch(
      new RegExp(
        `^Whether ${from.name} is a pull-through cache is not known\\. If it is, this plan made ECR import .* is not allowed ecr:DescribePullThroughCacheRules`,
      ),
    );
    // It was one, and this is what the warning is about.
    expect(rule.imports.filter((name) => name.includes(':'))).toHaveLength(1);
    expect(from.images.size).toBe(3);
  });
});

/** The other ways to name an image: the command line's tags, and what is typed in the window. */
const look = async (tag: string) => {
  const { registry, name } = await registries.sourceRepository(from.name);
  const [tags, images] = [await resolveTags(registry, name, [tag]), await findImages(registry, name, [tag])];
  return { tags: [...tags.keys()], images: images.map(({ digest }) => digest) };
};

describe('tags that are looked up before a plan', () => {
  test('are imported neither where DescribeImages nor where ListImages tells that they are missing', async () => {
    await seedImage(upstream, [['image', 10]], ['v1', 'v2']);
    const { digest } = await seedImage(from, [['image', 10]], ['v1']);
    for (const denied of [[], ['ecr:DescribeImages']]) {
      deny(...denied);
      expect(await look('v1')).toEqual({ tags: ['v1'], images: [digest] });
      expect(await look('v2')).toEqual({ tags: [], images: [] });
    }
    expect(rule.imports).toEqual([]);
  });

  test('are refused in a cache that cannot be listed, and read where the rules cannot be read', async () => {
    await seedImage(upstream, [['image', 10]], ['v1', 'v2']);
    deny('ecr:DescribeImages', 'ecr:ListImages');
    await expect(look('v2')).rejects.toMatchObject({ data: { code: 'access-denied' } });
    expect(rule.imports).toEqual([]);
    deny('ecr:DescribePullThroughCacheRules');
    expect((await look('v2')).tags).toEqual(['v2']);
    expect(rule.imports).toEqual(['v2']);
  });
});

test('an endpoint that knows no referrers costs what they are, not the plan', async () => {
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

test('an upstream registry that fails a whole read costs the image that it concerns', async () => {
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
