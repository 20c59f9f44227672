import { expect } from 'vitest';
import { maxConcurrentCalls } from '../../local-ecr/calls/call-log.ts';
import { test } from '../../testing/replicator-test.ts';
import { seedImage } from '../../testing/seed-image.ts';
import { quickRetries } from '../../testing/two-registries.ts';
import { noStoredImages } from '../ecr/stored-images.ts';
import { createReplicator } from './replicator.ts';
import { createLayerScheduler } from './scheduler/layer-scheduler.ts';

const MiB = 1024 * 1024;

test('uploads several layers at the same time, and the parts of one layer one after another', async ({
  registries,
  repositories: at,
  replicator,
}) => {
  const { digest } = await seedImage(
    at.from,
    ['a', 'b', 'c'].map((seed) => [seed, 5 * MiB] as const),
  );
  registries.ecr.network.shape = { latencyMs: 5 };
  registries.ecr.calls.clear();
  await replicator.replicate(await at.load(digest), at.destination, ['v1']);
  registries.ecr.network.shape = {};

  const parts = registries.ecr.calls.of('UploadLayerPart');
  const byUpload = Map.groupBy(parts, ({ uploadId }) => uploadId);
  expect(byUpload.size).toBe(4);
  for (const upload of byUpload.values()) expect(maxConcurrentCalls(upload)).toBe(1);
  expect(maxConcurrentCalls(parts)).toBeGreaterThan(1);
  expect(registries.ecr.calls.oversizedParts).toEqual([]);
});

test('uploads a layer that two images share once, also at the same time', async ({
  registries,
  repositories: at,
  replicator,
}) => {
  const one = await seedImage(at.from, [
    ['shared', 3 * MiB],
    ['one', 10],
  ]);
  const two = await seedImage(at.from, [
    ['shared', 3 * MiB],
    ['two', 10],
  ]);
  registries.ecr.calls.clear();
  await Promise.all([
    replicator.replicate(await at.load(one.digest), at.destination, ['one']),
    replicator.replicate(await at.load(two.digest), at.destination, ['two']),
  ]);
  expect(registries.ecr.calls.of('InitiateLayerUpload')).toHaveLength(5);
  expect([...at.to.tags.keys()].toSorted()).toEqual(['one', 'two']);
});

test('completes the first images while the layers of later ones wait', async ({
  registries,
  repositories: at,
}) => {
  const seeded = await Promise.all(
    Array.from({ length: 8 }, (_, image) =>
      // The layers of later images are larger.
      seedImage(at.from, [
        ['base', 2 * MiB],
        [`own ${image}`, MiB + 100_000 * image],
      ]),
    ),
  );
  const images = await Promise.all(seeded.map(({ digest }) => at.load(digest)));
  const empty = { ...noStoredImages, layers: new Set<string>() };
  const oneByOne = createReplicator({ retryPolicy: quickRetries, scheduler: createLayerScheduler(1) });
  registries.ecr.calls.clear();
  await Promise.all(
    images.map((image, index) => oneByOne.replicate(image, at.destination, [`v${index}`], empty)),
  );
  const order = registries.ecr.calls
    .of('DownloadLayer', 'PutImage')
    .map(({ digests = [] }) =>
      seeded.findIndex(({ digest, layerDigests: [, own = ''] }) =>
        digests.some((each) => each === digest || each === own),
      ),
    );
  /** Of each image, first its layer is downloaded, then it is written. */
  expect(order.indexOf(3)).toBeGreaterThan(order.lastIndexOf(0));
  expect(order.indexOf(7)).toBeGreaterThan(order.lastIndexOf(4));
});
