import { expect } from 'vitest';
import { addLayer } from '../../local-ecr/registry/layers.ts';
import { setArchived } from '../../local-ecr/registry/archive-image.ts';
import { putImage } from '../../local-ecr/registry/put-image.ts';
import { imageManifest, seedImage, seedLayer } from '../../local-ecr/testing/seed.ts';
import {
  copyLayers,
  copyRepository,
  requestManyImages,
  seedManyImages,
} from '../../testing/seed-many-images.ts';
import { createTransferTest } from '../../testing/transfer-test.ts';
import { createSharedReads } from './shared-reads.ts';

// A plan of many images reads the destination from one list of it instead of requests for each manifest and layer.

const destinationUser = 'arn:aws:iam::222222222222:user/production';

const test = createTransferTest()
  .extend('source', ({ registries, names }) => registries.source.createRepository(names.from))
  .extend('destination', ({ registries, names }) => registries.destination.createRepository(names.to))
  /** Plans a copy of all images of the source. */
  .extend('plan', ({ registries, plans, source, destination }) => async () => {
    registries.ecr.calls.clear();
    const images = requestManyImages(source);
    const request = registries.request({ from: source.name, to: destination.name }, images);
    return (await plans.create(request)).plan;
  });

test.for([[false], [true]])(
  'plans 2,000 images with at most 100 calls, all at the destination: %s',
  async ([isThere], { registries, source, destination, plan }) => {
    seedManyImages(source, 2_000);
    if (isThere) copyRepository(source, destination);
    const { images, bytes } = await plan();
    expect(images).toHaveLength(2_000);
    expect(images.flatMap(({ blockers }) => blockers)).toEqual([]);
    expect(images.flatMap(({ referrers }) => referrers)).toHaveLength(100);
    expect(bytes.toTransfer === 0).toBe(isThere);
    expect(registries.ecr.calls.all.length).toBeLessThanOrEqual(60);
  },
);

test('plans the same as requests for each manifest and layer do', async ({
  registries,
  source,
  destination,
  plan,
}) => {
  seedManyImages(source, 600);
  // The destination has some of the images, one of them archived, another image under a tag, and others with shared layers.
  const known = [...source.images.values()].slice(0, 40);
  for (const { blobs, manifest } of known) {
    for (const digest of blobs) {
      const layer = source.layers.get(digest);
      if (layer && !destination.layers.has(digest)) addLayer(destination, digest, layer.content);
    }
    putImage(destination, { manifest });
  }
  setArchived(destination, known[0]?.digest ?? '', true);
  seedImage(destination, 'elsewhere', { tag: 'v30' });
  const config = seedLayer(destination, '{"config":"other"}');
  putImage(destination, { manifest: imageManifest(config, [seedLayer(destination, 'base 190')]) });

  const { id: _, ...listed } = await plan();
  expect(registries.ecr.calls.of('BatchCheckLayerAvailability')).toEqual([]);
  registries.ecr.faults.deny({ action: 'ecr:DescribeImages', principalArn: destinationUser });
  const { id: __, ...requested } = await plan();
  expect(registries.ecr.calls.of('BatchCheckLayerAvailability').length).toBeGreaterThan(10);

  expect(listed).toEqual(requested);
  expect(listed.images.flatMap(({ blockers }) => blockers)).toMatchObject([{ code: 'image-unavailable' }]);
  expect(listed.images.flatMap(({ tags }) => tags).filter(({ kind }) => kind !== 'create')).toMatchObject([
    { kind: 'move', tag: 'v30' },
  ]);
});

test('uploads no layer again that an interrupted copy left without a manifest', async ({
  registries,
  source,
  destination,
  plan,
  transfers,
  finished,
}) => {
  seedManyImages(source, 500);
  copyLayers(source, destination);
  const { id, bytes } = await plan();
  // Only a request for each layer shows those.
  expect(bytes.alreadyAtDestination).toBe(0);
  expect(await finished(transfers.start(id).id)).toMatchObject({ state: { kind: 'done' } });
  expect(registries.ecr.calls.layerBytes).toBe(0);
  expect(destination.images.size).toBe(source.images.size);
});

test('reads the lists once a minute for plans that share them', async ({
  registries,
  plans,
  source,
  destination,
}) => {
  seedManyImages(source, 1_000);
  const images = requestManyImages(source);
  const requests = [images.slice(0, 500), images.slice(500)].map((some) =>
    registries.request({ from: source.name, to: destination.name }, some),
  );
  let now = 0;
  const reads = createSharedReads(() => now);
  const planBoth = async (): Promise<number> => {
    registries.ecr.calls.clear();
    for (const request of requests) await plans.create(request, reads);
    return registries.ecr.calls.of('DescribeImages').length;
  };
  // Two pages of the source, one of the destination.
  expect(await planBoth()).toBe(3);
  now += 59_000;
  expect(await planBoth()).toBe(0);
  now += 2_000;
  expect(await planBoth()).toBe(3);
});

test('warns that the contents are unknown when images can be listed but not read', async ({
  registries,
  source,
  destination,
  plan,
}) => {
  seedManyImages(source, 500);
  copyRepository(source, destination);
  registries.ecr.faults.deny({ action: 'ecr:BatchGetImage', principalArn: destinationUser });
  const { warnings } = await plan();
  expect(warnings.map(({ kind }) => kind)).toContain('contents-unknown');
});
