import { describe, expect } from 'vitest';
import { putImage } from '../../local-ecr/registry/put-image.ts';
import { test } from '../../testing/replicator-test.ts';
import { seedImage, seedIndex } from '../../testing/seed-image.ts';

const MiB = 1024 * 1024;

describe('replicate', () => {
  test('has the effect of pull, tag and push: the same manifest bytes, layers and tags', async ({
    repositories: at,
    replicator,
  }) => {
    const seeded = await seedImage(at.from, [
      ['a', 5 * MiB + 1],
      ['b', 2 * MiB],
      ['c', 1],
    ]);
    const image = await at.load(seeded.digest, ['v1', 'latest']);

    const copied = await replicator.replicate(image, at.destination);

    expect(copied).toMatchObject({ digest: seeded.digest, tags: ['v1', 'latest'] });
    expect(at.to.images.get(seeded.digest)?.manifest).toBe(seeded.manifest);
    expect([...at.to.tags]).toEqual([
      ['v1', seeded.digest],
      ['latest', seeded.digest],
    ]);
    expect(new Set(at.to.layers.keys())).toEqual(new Set([seeded.configDigest, ...seeded.layerDigests]));
  });

  test('writes the requested tags, or none', async ({ repositories: at, replicator }) => {
    const { digest } = await seedImage(at.from, [['a', 10]]);
    const image = await at.load(digest, ['v1']);
    await replicator.replicate(image, at.destination, []);
    expect([...at.to.tags]).toEqual([]);
    await replicator.replicate(image, at.destination, ['release-1']);
    expect([...at.to.tags]).toEqual([['release-1', digest]]);
  });

  test('transfers and writes nothing in a second run', async ({
    registries,
    repositories: at,
    replicator,
  }) => {
    const { digest } = await seedImage(at.from, [['a', 2 * MiB]]);
    const image = await at.load(digest, ['v1']);
    await replicator.replicate(image, at.destination);
    registries.ecr.calls.clear();

    await replicator.replicate(image, at.destination);

    expect(registries.ecr.calls.layerBytes).toBe(0);
    const writes = registries.ecr.calls.of(
      'InitiateLayerUpload',
      'UploadLayerPart',
      'CompleteLayerUpload',
      'PutImage',
    );
    expect(writes).toEqual([]);
    expect(registries.ecr.calls.all.length).toBeLessThanOrEqual(4);
  });

  test('copies the children of an index by digest, before the index', async ({
    registries,
    repositories: at,
    replicator,
  }) => {
    const amd = await seedImage(at.from, [
      ['base', 5000],
      ['amd', 6000],
    ]);
    const arm = await seedImage(at.from, [
      ['base', 5000],
      ['arm', 7000],
    ]);
    const digest = seedIndex(at.from, [amd, arm]);
    registries.ecr.calls.clear();

    await replicator.replicate(await at.load(digest), at.destination, ['multi']);

    expect([...at.to.tags]).toEqual([['multi', digest]]);
    expect([...at.to.images.keys()]).toEqual([amd.digest, arm.digest, digest]);
    expect(registries.ecr.calls.of('InitiateLayerUpload')).toHaveLength(5);
  });

  test('copies a nested index, and a manifest that two indexes share, once', async ({
    repositories: at,
    replicator,
  }) => {
    const image = await seedImage(at.from, [['a', 100]]);
    const inner = seedIndex(at.from, [image]);
    const manifest = JSON.stringify({
      schemaVersion: 2,
      mediaType: 'application/vnd.oci.image.index.v1+json',
      manifests: [inner, image.digest].map((digest) => ({
        mediaType:
          digest === inner
            ? 'application/vnd.oci.image.index.v1+json'
            : 'application/vnd.oci.image.manifest.v1+json',
        digest,
        size: 1,
      })),
    });
    const { digest } = putImage(at.from, { manifest });
    await replicator.replicate(await at.load(digest), at.destination, ['nested']);
    expect([...at.to.images.keys()]).toEqual([image.digest, inner, digest]);
  });
});

describe('uploadLayers', () => {
  test('uploads layers and config, and writes no manifest', async ({ repositories: at, replicator }) => {
    const { digest, layerDigests, configDigest } = await seedImage(at.from, [
      ['a', 10],
      ['b', 20],
    ]);
    await replicator.uploadLayers(await at.load(digest, ['v1']), at.destination);
    expect(new Set(at.to.layers.keys())).toEqual(new Set([configDigest, ...layerDigests]));
    expect(at.to.images.size).toBe(0);
  });
});

describe('putImage', () => {
  test('uploads layers that are missing', async ({ repositories: at, replicator }) => {
    const { digest } = await seedImage(at.from, [
      ['a', 10],
      ['b', 20],
    ]);
    await replicator.putImage(await at.load(digest), at.destination, ['v1']);
    expect([...at.to.tags]).toEqual([['v1', digest]]);
    expect(at.to.layers.size).toBe(3);
  });

  test('moves a tag in a mutable repository, and not in an immutable one', async ({
    repositories: at,
    replicator,
  }) => {
    const old = await seedImage(at.to, [['old', 5]], ['latest']);
    const { digest } = await seedImage(at.from, [['new', 6]]);
    const image = await at.load(digest);
    at.to.settings.tagMutability = 'IMMUTABLE';
    await expect(replicator.replicate(image, at.destination, ['latest'])).rejects.toMatchObject({
      data: {
        code: 'tag-immutable',
        side: 'destination',
        message: expect.stringContaining('Tag latest already points to another image'),
      },
    });
    expect(at.to.tags.get('latest')).toBe(old.digest);
    at.to.settings.tagMutability = 'MUTABLE';
    await replicator.replicate(image, at.destination, ['latest']);
    expect(at.to.tags.get('latest')).toBe(digest);
  });

  test('accepts the same digest under the same tag in an immutable repository', async ({
    repositories: at,
    replicator,
  }) => {
    const { digest } = await seedImage(at.from, [['a', 5]]);
    const image = await at.load(digest);
    await replicator.replicate(image, at.destination, ['v1']);
    at.to.settings.tagMutability = 'IMMUTABLE';
    await expect(replicator.replicate(image, at.destination, ['v1'])).resolves.toMatchObject({ digest });
  });
});

describe('refuses before anything is written', () => {
  test('an image that does not exist', async ({ repositories: at }) => {
    const gone = `sha256:${'0'.repeat(64)}`;
    await expect(at.load(gone)).rejects.toMatchObject({ data: { code: 'image-not-found', side: 'source' } });
  });

  test('an empty layer', async ({ repositories: at, replicator }) => {
    const { digest } = await seedImage(at.from, [['a', 0]]);
    await expect(replicator.replicate(await at.load(digest), at.destination, ['v1'])).rejects.toMatchObject({
      data: { code: 'upload-rejected', message: expect.stringContaining('is empty') },
    });
    expect(at.to.tags.size).toBe(0);
  });
});
