import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { ReplicationOptions, ReplicationRequest } from '../../../shared/models/plan.ts';
import { isFinished } from '../../../shared/models/transfer.ts';
import { setArchived } from '../../local-ecr/registry/archive-image.ts';
import { putImage } from '../../local-ecr/registry/put-image.ts';
import type { Repository } from '../../local-ecr/registry/repository.ts';
import { seedImage, seedIndex } from '../../testing/seed-image.ts';
import type { TwoRegistries } from '../../testing/two-registries.ts';
import { quickRetries, startTwoRegistries } from '../../testing/two-registries.ts';
import { createTransfers } from '../transfers/transfers.ts';
import { createPlans } from './plan-store.ts';
import { collectArchived, startRestore, collectRestoring, waitUntilRestored } from './restore-archived.ts';

let registries: TwoRegistries;
let from: Repository;
let to: Repository;
let count = 0;

beforeAll(async () => {
  registries = await startTwoRegistries();
});
afterAll(() => registries.close());
beforeEach(() => {
  count += 1;
  from = registries.source.createRepository(`blocked/source-${count}`);
  to = registries.destination.createRepository(`blocked/destination-${count}`, {
    tagMutability: 'IMMUTABLE',
  });
});

const image = (digest: string, tag: string): ReplicationRequest['images'][number] => ({
  digest,
  sourceTags: [tag],
  destinationTags: [tag],
});

const planOf = async (images: ReplicationRequest['images'], options: Partial<ReplicationOptions> = {}) => {
  const plans = createPlans(registries.access);
  const { plan } = await plans.create(registries.request({ from: from.name, to: to.name }, images, options));
  return { plans, plan };
};

/** Everything that can be wrong with one image, each beside one that is sound. */
async function seedMixed() {
  const sound = await seedImage(from, [['sound', 100]], ['sound']);
  const archived = await seedImage(from, [['archived', 100]], ['archived']);
  setArchived(from, archived.digest, true);
  const [kept, gone] = [await seedImage(from, [['kept', 10]]), await seedImage(from, [['gone', 10]])];
  const sparse = seedIndex(from, [kept, gone], ['sparse']);
  from.images.delete(gone.digest);
  const withArchivedChild = seedIndex(from, [archived, kept], ['child']);
  const schema1 = putImage(from, {
    manifest: JSON.stringify({
      schemaVersion: 1,
      name: 'old',
      tag: 'schema1',
      fsLayers: [{ blobSum: sound.layerDigests[0] }],
      history: [{ v1Compatibility: '{}' }],
    }),
    mediaType: 'application/vnd.docker.distribution.manifest.v1+json',
    tag: 'schema1',
  });
  const signed = await seedImage(from, [['signed', 100]], ['signed']);
  const signature = await seedImage(from, [['sig', 10]], [`${signed.digest.replace(':', '-')}.sig`]);
  setArchived(from, signature.digest, true);
  const taken = await seedImage(from, [['taken', 100]], ['taken']);
  await seedImage(to, [['other', 100]], ['taken']);
  const absent = `sha256:${'0'.repeat(64)}`;
  return {
    signature: signature.digest,
    archived: archived.digest,
    sound: sound.digest,
    images: [
      image(archived.digest, 'archived'),
      image(sound.digest, 'sound'),
      image(sparse, 'sparse'),
      image(withArchivedChild, 'child'),
      image(schema1.digest, 'schema1'),
      image(signed.digest, 'signed'),
      image(taken.digest, 'taken'),
      image(absent, 'absent'),
    ],
  };
}

test('an image that cannot be copied blocks itself only, and says why', async () => {
  const { images, archived, signature } = await seedMixed();
  const { plan } = await planOf(images);
  expect(plan.blockers).toEqual([]);
  expect(
    plan.images.map(({ sourceTags, blockers }) => [sourceTags[0], blockers.map(({ code }) => code)]),
  ).toEqual([
    ['archived', ['image-unavailable']],
    ['sound', []],
    ['sparse', ['image-incomplete']],
    ['child', ['image-unavailable']],
    ['schema1', ['image-unsupported']],
    ['signed', ['image-unavailable']],
    ['taken', ['tag-immutable']],
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
  // Only what is copied counts.
  expect(plan.blobs).toHaveLength(2);
});

test('the others are copied, and the transfer names those that are not', async () => {
  const { images, sound } = await seedMixed();
  const { plans, plan } = await planOf(images);
  const transfers = createTransfers({ plans, send: () => undefined, retryPolicy: quickRetries });
  const { id } = transfers.start(plan.id);
  await expect.poll(() => transfers.list().every(({ state }) => isFinished(state))).toBe(true);

  expect(to.tags.get('sound')).toBe(sound);
  expect([...to.tags.keys()].toSorted()).toEqual(['sound', 'taken']);
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

test('a child or a referrer that is not copied blocks nothing, archived or not', async () => {
  const { images } = await seedMixed();
  const { plan } = await planOf(images, {
    referrers: false,
    platforms: [{ os: 'linux', architecture: 'arm64' }],
  });
  const blocked = plan.images.filter(({ blockers }) => blockers.length > 0);
  // Of `child` arm64 is chosen, which is sound; of `sparse` it is the one that is gone.
  expect(blocked.map(({ sourceTags }) => sourceTags[0])).toEqual([
    'archived',
    'sparse',
    'schema1',
    'taken',
    'absent',
  ]);
});

test('a plan of which nothing can be copied does not start', async () => {
  const { images } = await seedMixed();
  const { plans, plan } = await planOf(images.slice(0, 1));
  const transfers = createTransfers({ plans, send: () => undefined, retryPolicy: quickRetries });
  expect(() => transfers.start(plan.id)).toThrow(/is archived at the source/);
});

test('what is restored is waited for, and can be copied then', async () => {
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
  // Asked again, ECR refuses what it restores already.
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
