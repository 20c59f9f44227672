import { expect } from 'vitest';
import type { ReplicationRequest } from '../../../shared/models/plan.ts';
import { maxConcurrentCalls } from '../../local-ecr/calls/call-log.ts';
import { imageManifest, imageMediaType, indexManifest, seedLayer } from '../../local-ecr/testing/seed.ts';
import { putImage } from '../../local-ecr/registry/put-image.ts';
import type { Repository } from '../../local-ecr/registry/repository.ts';
import { quickRetries, startTwoRegistries } from '../../testing/two-registries.ts';
import { defaultPacingPolicy } from '../aws/clients/pacing.ts';
import { createPlans } from './plan-store.ts';
import { test } from '../../testing/registries-test.ts';

// The number of calls that planning makes. Requests for the single manifests below, 9,998, took 14,767 calls.

let many: ReplicationRequest['images'];

const indexes = 3_124;

/** Indexes of two platforms: every tenth is signed by `subject`, every tenth by a tag, and all share their layers. */
function seedMany(repository: Repository, number: number): ReplicationRequest['images'] {
  const config = seedLayer(repository, '{}');
  const layer = seedLayer(repository, 'layer');
  const put = (name: string, more: object = {}, tag?: string) =>
    putImage(repository, {
      manifest: imageManifest(config, [layer], { annotations: { name }, ...more }),
      ...(tag !== undefined && { tag }),
    });
  return Array.from({ length: number }, (_, place) => {
    const children = [put(`${place} amd64`), put(`${place} arm64`)];
    const tag = `v${place}`;
    const { digest } = putImage(repository, { manifest: indexManifest(children), tag });
    if (place % 10 === 1) put(`${place} sbom`, { subject: { mediaType: imageMediaType, digest, size: 1 } });
    if (place % 10 === 2) put(`${place} signature`, {}, `${digest.replace(':', '-')}.sig`);
    return { digest, sourceTags: [tag], destinationTags: [tag] };
  });
}

test.beforeAll(({ registries }) => {
  many = seedMany(registries.source.createRepository('many/source'), indexes);
  registries.destination.createRepository('many/destination');
});

test('plans 10,000 manifests with one call for each 1,000 listed and each 100 read', async ({
  registries,
}) => {
  const from = registries.source.repository('many/source');
  expect(from.images.size).toBe(9_998);
  registries.ecr.calls.clear();

  const { plan } = await createPlans(registries.access).create(
    registries.request({ from: from.name, to: 'many/destination' }, many),
  );
  expect(plan.images.flatMap(({ blockers }) => blockers)).toEqual([]);
  expect(plan.images.flatMap(({ referrers }) => referrers)).toHaveLength(626);

  const calls = Map.groupBy(registries.ecr.calls.all, ({ operation }) => operation);
  const count = (operation: string): number => calls.get(operation)?.length ?? 0;
  expect(count('DescribeImages')).toBe(10 + 1);
  expect(count('ListImageReferrers')).toBe(0);
  // The source by digest, level by level, and one manifest of the destination.
  expect(count('BatchGetImage')).toBeLessThanOrEqual(100 + 3 + 1);
  expect(registries.ecr.calls.all.length).toBeLessThanOrEqual(125);
});

test('requests one image of a large repository without a list, unless ECR could import it from upstream', async ({
  registries,
}) => {
  const request = registries.request({ from: 'many/source', to: 'many/destination' }, many.slice(-1));
  const counts = async (): Promise<readonly number[]> => {
    registries.ecr.calls.clear();
    const { plan } = await createPlans(registries.access).create(request);
    expect(plan.images.flatMap(({ blockers }) => blockers)).toEqual([]);
    return [
      registries.ecr.calls.of('DescribeImages').length,
      registries.ecr.calls.of('ListImageReferrers').length,
    ];
  };
  expect(await counts()).toEqual([2, 3]);
  const rule = { upstreamRegistryUrl: 'public.ecr.aws', imports: [] };
  registries.source.pullThroughCacheRules.set('many', rule);
  expect(await counts()).toEqual([10, 0]);
  expect(rule.imports).toEqual([]);
  registries.source.pullThroughCacheRules.clear();
});

test('requests each manifest once, by eight parallel calls, when images cannot be listed', async ({
  registries,
}) => {
  const from = registries.source.createRepository('many/unlisted');
  const to = registries.destination.createRepository('many/unlisted');
  const images = seedMany(from, 100);
  for (const action of ['ecr:DescribeImages', 'ecr:ListImages'])
    registries.ecr.faults.deny({ action, repositoryName: from.name });
  registries.ecr.calls.clear();
  const { plan } = await createPlans(registries.access).create(
    registries.request({ from: from.name, to: to.name }, images),
  );
  expect(plan.images.flatMap(({ referrers }) => referrers)).toHaveLength(20);
  const referrers = registries.ecr.calls.of('ListImageReferrers');
  expect(referrers).toHaveLength(from.images.size);
  expect(maxConcurrentCalls(referrers)).toBeLessThanOrEqual(8);
  expect(new Set(referrers.flatMap(({ digests = [] }) => digests)).size).toBe(from.images.size);
  // Four fallback tags for each manifest, 100 a call, and each digest once.
  const read = from.images.size * 4 + images.length + from.images.size;
  expect(registries.ecr.calls.of('BatchGetImage').length).toBeLessThanOrEqual(Math.ceil(read / 100) + 12);
  registries.ecr.faults.clear();
});

test('requests no fallback tags when ListImages is allowed', async ({ registries }) => {
  const from = registries.source.repository('many/unlisted');
  const to = registries.destination.repository('many/unlisted');
  const images = [...from.tags]
    .filter(([tag]) => tag.startsWith('v'))
    .map(([tag, digest]) => ({ digest, sourceTags: [tag], destinationTags: [tag] }));
  registries.ecr.faults.deny({ action: 'ecr:DescribeImages', repositoryName: from.name });
  registries.ecr.calls.clear();
  const { plan } = await createPlans(registries.access).create(
    registries.request({ from: from.name, to: to.name }, images),
  );
  expect(plan.images.flatMap(({ referrers }) => referrers)).toHaveLength(20);
  expect(plan.warnings.filter(({ kind }) => kind === 'import-unknown')).toEqual([]);
  expect(registries.ecr.calls.of('ListImages')).toHaveLength(1);
  const rules = registries.ecr.calls.of('DescribePullThroughCacheRules');
  expect(rules.map(({ accountId }) => accountId)).toEqual(['222222222222']);
  // Both sides by digest, level by level at the source, and the tags at the destination.
  expect(registries.ecr.calls.of('BatchGetImage').length).toBeLessThanOrEqual(4 + 3 + 4 + 2);
  registries.ecr.faults.clear();
});

test('slows down for an unpublished quota of ECR, and completes the plan', async () => {
  const throttled = await startTwoRegistries({
    throttle: { ListImageReferrers: 20 },
    pacingPolicy: defaultPacingPolicy,
    retryPolicy: { ...quickRetries, attemptsWhenThrottled: 24 },
  });
  const from = throttled.source.createRepository('many/throttled');
  const to = throttled.destination.createRepository('many/throttled');
  const images = seedMany(from, 15);
  for (const action of ['ecr:DescribeImages', 'ecr:ListImages'])
    throttled.ecr.faults.deny({ action, repositoryName: from.name });
  throttled.ecr.calls.clear();
  const { plan } = await createPlans(throttled.access).create(
    throttled.request({ from: from.name, to: to.name }, images),
  );
  expect(plan.images.flatMap(({ referrers }) => referrers)).toHaveLength(4);
  const refused = throttled.ecr.calls
    .of('ListImageReferrers')
    .filter(({ outcome }) => outcome === 'ThrottlingException');
  expect(refused.length).toBeGreaterThan(0);
  expect(refused.length).toBeLessThan(30);
  await throttled.close();
});
