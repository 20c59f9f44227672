import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { PullThroughCacheRule } from '../../local-ecr/registry/pull-through-cache.ts';
import type { Repository } from '../../local-ecr/registry/repository.ts';
import { seedImage, seedIndex } from '../../testing/seed-image.ts';
import type { TwoRegistries } from '../../testing/two-registries.ts';
import { startTwoRegistries } from '../../testing/two-registries.ts';
import { createPlans } from './plan-store.ts';

let registries: TwoRegistries;
let from: Repository;
let to: Repository;
let rule: PullThroughCacheRule & { imports: string[] };
let count = 0;

beforeAll(async () => {
  registries = await startTwoRegistries();
});
afterAll(() => registries.close());
beforeEach(() => {
  count += 1;
  registries.ecr.faults.clear();
  registries.ecr.calls.clear();
  rule = { upstreamRegistryUrl: 'registry-1.docker.io', imports: [] };
  registries.source.pullThroughCacheRules.clear();
  registries.source.pullThroughCacheRules.set('cache', rule);
  from = registries.source.createRepository(`cache/source-${count}`);
  to = registries.destination.createRepository(`from-cache-${count}`);
});

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
  const [amd, arm] = [await seedImage(from, [['amd', 10]]), await seedImage(from, [['arm', 11]])];
  const index = seedIndex(from, [amd, arm], ['v1']);
  from.images.delete(arm.digest);
  from.revision += 1;
  const plan = await planOf(index, 'v1');
  expect(plan.images[0]?.blockers).toMatchObject([{ code: 'image-incomplete' }]);
  expect(rule.imports).toEqual([]);
});

test('where images cannot be listed, what is attached is unknown, and the plan is made all the same', async () => {
  const { digest } = await seedImage(from, [['image', 10]], ['v1']);
  registries.ecr.faults.deny({ action: 'ecr:DescribeImages', repositoryName: from.name });
  const plan = await planOf(digest, 'v1');
  expect(plan.images[0]?.blockers).toEqual([]);
  expect(plan.warnings).toMatchObject([
    { kind: 'referrers-unknown', error: { code: 'upstream-unavailable', side: 'source' } },
  ]);
  expect(rule.imports).toEqual([]);
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
