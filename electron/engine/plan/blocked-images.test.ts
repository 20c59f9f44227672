import { expect } from 'vitest';
import type { ReplicationOptions, ReplicationRequest } from '../../../shared/models/plan.ts';
import { isFinished } from '../../../shared/models/transfer.ts';
import { setArchived } from '../../local-ecr/registry/archive-image.ts';
import { putImage } from '../../local-ecr/registry/put-image.ts';
import type { Repository } from '../../local-ecr/registry/repository.ts';
import { seedImage, seedIndex } from '../../testing/seed-image.ts';
import { quickRetries } from '../../testing/two-registries.ts';
import { createTransfers } from '../transfers/transfers.ts';
import { createPlans } from './plan-store.ts';
import { collectArchived, startRestore, collectRestoring, waitUntilRestored } from './restore-archived.ts';
import { test as base } from '../../testing/registries-test.ts';

let from: Repository;
let to: Repository;
let count = 0;

const image = (digest: string, tag: string): ReplicationRequest['images'][number] => ({
  digest,
  sourceTags: [tag],
  destinationTags: [tag],
});

/** One image for each possible problem, and one without a problem. */
async function seedMixed() {
  const readable = await seedImage(from, [['readable', 100]], ['readable']);
  const archived = await seedImage(from, [['archived', 100]], ['archived']);
  setArchived(from, archived.digest, true);
  const [kept, deleted] = [await seedImage(from, [['kept', 10]]), await seedImage(from, [['deleted', 10]])];
  const sparse = seedIndex(from, [kept, deleted], ['sparse']);
  from.images.delete(deleted.digest);
  const withArchivedChild = seedIndex(from, [archived, kept], ['child']);
  const schema1 = putImage(from, {
    manifest: JSON.stringify({
      schemaVersion: 1,
      name: 'old',
      tag: 'schema1',
      fsLayers: [{ blobSum: readable.layerDigests[0] }],
      history: [{ v1Compatibility: '{}' }],
    }),
    mediaType: 'application/vnd.docker.distribution.manifest.v1+json',
    tag: 'schema1',
  });
  const signed = await seedImage(from, [['signed', 100]], ['signed']);
  const signature = await seedImage(from, [['sig', 10]], [`${signed.digest.replace(':', '-')}.sig`]);
  setArchived(from, signature.digest, true);
  const immutable = await seedImage(from, [['immutable', 100]], ['immutable']);
  await seedImage(to, [['other', 100]], ['immutable']);
  const absent = `sha256:${'0'.repeat(64)}`;
  return {
    signature: signature.digest,
    archived: archived.digest,
    readable: readable.digest,
    images: [
      image(archived.digest, 'archived'),
      image(readable.digest, 'readable'),
      image(sparse, 'sparse'),
      image(withArchivedChild, 'child'),
      image(schema1.digest, 'schema1'),
      image(signed.digest, 'signed'),
      image(immutable.digest, 'immutable'),
      image(absent, 'absent'),
    ],
  };
}

const test = base.extend(
  'planOf',
  ({ registries }) =>
    async (images: ReplicationRequest['images'], options: Partial<ReplicationOptions> = {}) => {
      const plans = createPlans(registries.access);
      const { plan } = await plans.create(
        registries.request({ from: from.name, to: to.name }, images, options),
      );
      return { plans, plan };
    },
);

test.beforeEach(({ registries }) => {
  count += 1;
  from = registries.source.createRepository(`blocked/source-${count}`);
  to = registries.destination.createRepository(`blocked/destination-${count}`, {
    tagMutability: 'IMMUTABLE',
  });
});

test('blocks only the images that cannot be copied, each with its reason', async ({ planOf }) => {
  const { images, archived, signature } = await seedMixed();
  const { plan } = await planOf(images);
  expect(plan.blockers).toEqual([]);
  expect(
    plan.images.map(({ sourceTags, blockers }) => [sourceTags[0], blockers.map(({ code }) => code)]),
  ).toEqual([
    ['archived', ['image-unavailable']],
    ['readable', []],
    ['sparse', ['image-incomplete']],
    ['child', ['image-unavailable']],
    ['schema1', ['image-unsupported']],
    ['signed', ['image-unavailable']],
    ['immutable', ['tag-immutable']],
    ['absent', ['image-not-found']],
  ]);
  expect(plan.images.map((each) => each.archived)).toEqual([
    [archived],
    [],
    [],
    [archived],
    [],
    [signature],
    [],
    [],
  ]);
  // Only copied images count.
  expect(plan.blobs).toHaveLength(2);
});

test('copies the other images, and lists the blocked ones in the transfer', async ({ planOf }) => {
  const { images, readable } = await seedMixed();
  const { plans, plan } = await planOf(images);
  const transfers = createTransfers({ plans, send: () => undefined, retryPolicy: quickRetries });
  const { id } = transfers.start(plan.id);
  await expect.poll(() => transfers.list().every(({ state }) => isFinished(state))).toBe(true);

  expect(to.tags.get('readable')).toBe(readable);
  expect([...to.tags.keys()].toSorted()).toEqual(['immutable', 'readable']);
  const [transfer] = transfers.list();
  expect(transfer?.images.map(({ state }) => state.kind)).toEqual([
    'failed',
    'done',
    ...Array.from({ length: 6 }, () => 'failed'),
  ]);
  expect(transfers.report(id).images.map(({ result }) => result.kind)).toEqual([
    'failed',
    'verified',
    ...Array.from({ length: 6 }, () => 'failed'),
  ]);
  await expect(transfers.retryFailed(id)).rejects.toMatchObject({ data: { code: 'image-unavailable' } });
});

test('is not blocked by a child or referrer that is not copied', async ({ planOf }) => {
  const { images } = await seedMixed();
  const { plan } = await planOf(images, {
    referrers: false,
    platforms: [{ os: 'linux', architecture: 'arm64' }],
  });
  const blocked = plan.images.filter(({ blockers }) => blockers.length > 0);
  // The arm64 manifest of `child` is readable; that of `sparse` was deleted.
  expect(blocked.map(({ sourceTags }) => sourceTags[0])).toEqual([
    'archived',
    'sparse',
    'schema1',
    'immutable',
    'absent',
  ]);
});

test('does not start a plan without an image that can be copied', async ({ planOf }) => {
  const { images } = await seedMixed();
  const { plans, plan } = await planOf(images.slice(0, 1));
  const transfers = createTransfers({ plans, send: () => undefined, retryPolicy: quickRetries });
  expect(() => transfers.start(plan.id)).toThrow(/is archived at the source/);
});

test('waits for restored images, which can then be copied', async ({ registries, planOf }) => {
  const { digest } = await seedImage(from, [['archived', 100]], ['v1']);
  setArchived(from, digest, true);
  from.restoresImmediately = false;
  const images = [image(digest, 'v1')];
  const { plans, plan } = await planOf(images);
  const { handle } = plans.get(plan.id).inputs.source;
  await startRestore(handle, collectArchived(plan));
  const { plan: meanwhile } = await planOf(images);
  expect(meanwhile.images).toMatchObject([
    { archived: [], restoring: [digest], blockers: [{ code: 'image-unavailable' }] },
  ]);
  expect(meanwhile.images[0]?.blockers[0]?.message).toContain('is being restored');
  // ECR rejects a second request for an image that it is restoring.
  await expect(startRestore(handle, [digest])).rejects.toMatchObject({
    data: { code: 'image-unavailable' },
  });

  registries.ecr.calls.clear();
  const restored = waitUntilRestored(handle, collectRestoring(meanwhile), { interval: 5 });
  await expect.poll(() => registries.ecr.calls.of('BatchGetImage').length).toBeGreaterThan(1);
  setArchived(from, digest, false);
  await restored;
  expect((await planOf(images)).plan.images[0]?.blockers).toEqual([]);
});
