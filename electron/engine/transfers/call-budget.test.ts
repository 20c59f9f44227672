import { expect } from 'vitest';
import { countPutImageCalls } from '../../../shared/models/plan-estimate.ts';
import type { UploadMethodChoice } from '../../../shared/models/upload-method.ts';
import type { CallRecord } from '../../local-ecr/calls/call-log.ts';
import { createProposals } from '../ecr-replication/proposals.ts';
import { seedImage, seedIndex } from '../../testing/seed-image.ts';
import { seedManyImages } from '../../testing/seed-many-images.ts';
import { createTransferTest } from '../../testing/transfer-test.ts';

// The number of calls of a replication, including planning and verification, without the calls of STS. Digests and tags
// are read in separate requests: four requests for both together, in planning and verification; where all is there, the plan's two are enough. One call reads the pull
// through cache rules of the destination.

const MiB = 1024 * 1024;

const test = createTransferTest()
  .extend('source', ({ registries, names }) => registries.source.createRepository(names.from))
  .extend('destination', ({ registries, names }) => registries.destination.createRepository(names.to))
  /** Replicates an image. Resolves with every call of the ECR API. */
  .extend(
    'replicate',
    ({ registries, plans, transfers, finished, source, destination }) =>
      async (
        digest: string,
        tags: readonly string[],
        uploadMethod: UploadMethodChoice = 'auto',
      ): Promise<readonly CallRecord[]> => {
        registries.ecr.calls.clear();
        const request = registries.request(
          { from: source.name, to: destination.name },
          [{ digest, sourceTags: ['v1'], destinationTags: [...tags] }],
          { uploadMethod },
        );
        const { plan } = await plans.create(request);
        expect(await finished(transfers.start(plan.id).id)).toMatchObject({
          state: { kind: 'done' },
          images: [{ state: { verified: true } }],
        });
        const calls = registries.ecr.calls.all.filter(({ service }) => service === 'api');
        expect(named(calls, 'PutImage')).toBe(countPutImageCalls(plan.images));
        return calls;
      },
  );

const named = (calls: readonly CallRecord[], name: string): number =>
  calls.filter(({ operation }) => operation === name).length;

/** Expects at most so many calls; a failure shows how often each operation was called. */
function expectAtMost(calls: readonly CallRecord[], max: number): void {
  const counts = Object.groupBy(calls, ({ operation }) => operation);
  const list = Object.entries(counts).map(([operation, each]) => `${operation} ${each?.length}`);
  expect(calls.length, list.join(', ')).toBeLessThanOrEqual(max);
}

const layers = (number: number): readonly (readonly [string, number])[] =>
  Array.from({ length: number }, (_, index) => [`layer ${index}`, 1000 + index] as const);

test('copies n new blobs in p parts with t tags in at most 3n + p + t + 16 calls', async ({
  source,
  replicate,
}) => {
  const { digest } = await seedImage(
    source,
    [
      ['large', 25 * MiB],
      ['exactly two parts', 20 * MiB],
      ['small', 1],
    ],
    ['v1'],
  );
  const tags = ['v1', 'v1.2', 'latest'];
  const calls = await replicate(digest, tags, 'api');
  const [blobs, parts] = [4, 3 + 2 + 1 + 1];
  expect(named(calls, 'UploadLayerPart')).toBe(parts);
  expectAtMost(calls, 3 * blobs + parts + tags.length + 16);
});

test('needs one more call for each further batch of 100 blobs', async ({ source, replicate }) => {
  const { digest } = await seedImage(source, layers(120), ['v1']);
  const calls = await replicate(digest, ['v1']);
  expect(named(calls, 'BatchCheckLayerAvailability')).toBe(6);
  expectAtMost(calls, 3 * 121 + 121 + 1 + 12 + 3);
});

test('needs two calls for each further manifest: its referrers, and PutImage', async ({
  source,
  replicate,
}) => {
  const children = [];
  for (const [seed] of layers(3)) children.push(await seedImage(source, [[seed, 500]]));
  const calls = await replicate(seedIndex(source, children, ['v1']), ['v1']);
  // The manifests of the index are read in one call, and the tags of their attachments in another.
  expectAtMost(calls, 3 * 6 + 6 + 1 + 10 + 2 * children.length + 3);
});

test('makes as many calls of PutImage for an index with signatures as the plan estimates', async ({
  source,
  replicate,
}) => {
  const child = await seedImage(source, [['a', 500]]);
  const index = seedIndex(source, [child], ['v1']);
  for (const subject of [child.digest, index])
    await seedImage(source, [[`signature of ${subject}`, 50]], [`${subject.replace(':', '-')}.sig`]);
  // The child, the index, a signature, the other signature with its tag, the tag of the first one, and the two tags.
  expect(named(await replicate(index, ['v1', 'latest']), 'PutImage')).toBeLessThanOrEqual(8);
});

test.for<[string, number, number]>([
  ['one batch of blobs', 99, 1],
  ['two batches of blobs', 119, 2],
])(
  'needs at most 8 calls and one for each batch for an image that is already there, and transfers no data: %s',
  async ([, number, batches], { registries, source, replicate }) => {
    const { digest } = await seedImage(source, layers(number), ['v1']);
    await replicate(digest, ['v1', 'latest']);

    const calls = await replicate(digest, ['v1', 'latest']);

    expect(named(calls, 'BatchCheckLayerAvailability')).toBe(batches);
    expectAtMost(calls, 8 + batches);
    expect(registries.ecr.calls.layerBytes).toBe(0);
  },
);

test('an offer of ECR replication needs one call for an incomplete choice of any size, and none for the next plan', async ({
  registries,
  plans,
  source,
}) => {
  seedManyImages(source, 1_200);
  const { digest } = await seedImage(source, layers(1), ['v1']);
  const proposals = createProposals({
    access: registries.access,
    protection: () => ({ kind: 'known', notes: {} }),
  });
  const offerFor = async (sourceTags: string[]): Promise<readonly CallRecord[]> => {
    const images = [{ digest, sourceTags, destinationTags: sourceTags }];
    const names = { from: source.name, to: source.name, create: true };
    const { plan } = await plans.create(registries.request(names, images));
    registries.ecr.calls.clear();
    const offer = await proposals.offer([plan], undefined);
    expect(offer).toMatchObject({ kind: 'not-offered', reason: expect.stringContaining('not chosen') });
    return registries.ecr.calls.all.filter(({ service }) => service === 'api');
  };
  expect(named(await offerFor(['v1']), 'DescribeImages')).toBe(1);
  expect(await offerFor([])).toEqual([]);
  proposals.clearCache();
  expect(await offerFor(['v1'])).toHaveLength(1);
});

test('an offer of ECR replication for a whole repository is made once for a route', async ({
  registries,
  plans,
  source,
}) => {
  const { digest } = await seedImage(source, layers(1), ['v1']);
  const proposals = createProposals({
    access: registries.access,
    protection: () => ({ kind: 'known', notes: {} }),
  });
  const offer = async (): Promise<readonly string[]> => {
    const images = [{ digest, sourceTags: ['v1'], destinationTags: ['v1'] }];
    const names = { from: source.name, to: source.name, create: true };
    const { plan } = await plans.create(registries.request(names, images));
    registries.ecr.calls.clear();
    expect(await proposals.offer([plan], undefined)).toMatchObject({ kind: 'offered' });
    return registries.ecr.calls.all.flatMap(({ service, operation }) => (service === 'api' ? operation : []));
  };
  expect((await offer()).toSorted()).toEqual([
    'DescribeImages',
    'DescribeRegistry',
    'DescribeRepositories',
    'DescribeRepositoryCreationTemplates',
    'GetRegistryPolicy',
  ]);
  expect(await offer()).toEqual([]);
});
