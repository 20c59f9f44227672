import { expect } from 'vitest';
import { setArchived } from '../../local-ecr/registry/archive-image.ts';
import { putImage } from '../../local-ecr/registry/put-image.ts';
import { test } from '../../testing/graph-test.ts';
import { seedImage } from '../../testing/seed-image.ts';

test('does not copy foreign layers, and copies a repeated layer once', async ({
  registries,
  from,
  to,
  load,
  replicate,
}) => {
  const seeded = await seedImage(from, [['a', 100]]);
  const layer = {
    mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip',
    digest: seeded.layerDigests[0],
    size: 100,
  };
  const { digest } = putImage(from, {
    manifest: JSON.stringify({
      ...JSON.parse(seeded.manifest),
      layers: [
        layer,
        layer,
        {
          mediaType: 'application/vnd.docker.image.rootfs.foreign.diff.tar.gzip',
          digest: `sha256:${'f'.repeat(64)}`,
          size: 1_000_000,
          urls: ['https://example.com/base'],
        },
      ],
    }),
  });
  await replicate(await load(digest), 'v1');
  expect(to.tags.get('v1')).toBe(digest);
  expect(registries.ecr.calls.of('InitiateLayerUpload')).toHaveLength(2);
});

test('copies a distributable layer that has URLs', async ({ from, to, load, replicate }) => {
  const seeded = await seedImage(from, [['a', 100]]);
  const manifest = JSON.parse(seeded.manifest);
  manifest.layers[0].urls = ['https://example.com/mirror'];
  const { digest } = putImage(from, { manifest: JSON.stringify(manifest) });
  await replicate(await load(digest), 'v1');
  expect(to.layers.has(seeded.layerDigests[0] ?? '')).toBe(true);
  expect(to.tags.get('v1')).toBe(digest);
});

test('keeps the bytes and the media type of an OCI manifest without a mediaType', async ({
  from,
  to,
  load,
  replicate,
}) => {
  const seeded = await seedImage(from, [['a', 100]]);
  const { mediaType, ...without } = JSON.parse(seeded.manifest);
  const { digest } = putImage(from, { manifest: JSON.stringify(without), mediaType });
  await replicate(await load(digest), 'v1');
  expect(to.images.get(digest)).toMatchObject({ manifest: JSON.stringify(without), mediaType });
});

test('copies an image with 500 layers', async ({ registries, from, to, load, replicate }) => {
  const seeded = await seedImage(
    from,
    Array.from({ length: 500 }, (_, index) => [`layer-${index}`, 64] as const),
  );
  await replicate(await load(seeded.digest), 'v1');
  expect(to.tags.get('v1')).toBe(seeded.digest);
  expect(registries.ecr.calls.of('BatchCheckLayerAvailability').length).toBeGreaterThanOrEqual(6);
});

test('fails for an archived image', async ({ from, load }) => {
  const seeded = await seedImage(from, [['a', 100]]);
  setArchived(from, seeded.digest, true);
  await expect(load(seeded.digest)).rejects.toMatchObject({
    data: { code: 'image-unavailable', message: expect.stringContaining('is archived at the source') },
  });
});

test('rejects a schema 1 manifest and names the remedy', async ({ from, load }) => {
  const { layerDigests } = await seedImage(from, [['a', 100]]);
  const manifest = JSON.stringify({
    schemaVersion: 1,
    name: 'old',
    tag: 'v1',
    fsLayers: [{ blobSum: layerDigests[0] }],
    history: [{ v1Compatibility: '{}' }],
  });
  const { digest } = putImage(from, {
    manifest,
    mediaType: 'application/vnd.docker.distribution.manifest.v1+json',
  });
  await expect(load(digest)).rejects.toMatchObject({
    data: { code: 'image-unsupported', message: expect.stringContaining('schema 1') },
  });
});
