import { beforeEach, describe, expect } from 'vitest';
import { maxConcurrentCalls } from '../../local-ecr/calls/call-log.ts';
import type { Repository } from '../../local-ecr/registry/repository.ts';
import type { RepositoryHandle } from '../aws/clients/repository-handle.ts';
import { putImage } from '../../local-ecr/registry/put-image.ts';
import { seedImage, seedIndex } from '../../testing/seed-image.ts';
import { quickRetries } from '../../testing/two-registries.ts';
import type { Replicator } from './replicator.ts';
import { createReplicator } from './replicator.ts';
import type { SourceImage } from '../image-graph/source-image.ts';
import { noStoredImages } from '../ecr/stored-images.ts';
import { createLayerScheduler } from './scheduler/layer-scheduler.ts';
import { loadSourceImages } from '../../testing/load-source-images.ts';
import { test as base } from '../../testing/registries-test.ts';

const MiB = 1024 * 1024;

interface Repositories {
  readonly from: Repository;
  readonly to: Repository;
  readonly source: RepositoryHandle;
  readonly destination: RepositoryHandle;
}

let replicator: Replicator;
let count = 0;

const load = async (
  { source }: Repositories,
  digest: string,
  tags: readonly string[] = [],
): Promise<SourceImage> => {
  const [image] = await loadSourceImages(source, [{ digest, tags }]);
  if (!image) throw new Error('not loaded');
  return image;
};

const test = base
  // A fifth of ECR's sizes, because these tests spend their time on bytes.
  .extend('registriesOptions', { scope: 'file' }, () => ({ parts: { proposed: 4 * MiB, smallest: MiB } }))
  /** New repositories for each test. */
  .extend('repositories', ({ registries }) => async (): Promise<Repositories> => {
    const names = { from: `team/source-${count}`, to: `team/destination-${count}` };
    const from = registries.source.createRepository(names.from);
    const to = registries.destination.createRepository(names.to);
    return {
      from,
      to,
      source: await registries.sourceRepository(names.from),
      destination: await registries.destinationRepository(names.to),
    };
  });

beforeEach(() => {
  count += 1;
  replicator = createReplicator({ uploadMethod: 'api', retryPolicy: quickRetries });
});

describe('replicate', () => {
  test('has the effect of pull, tag and push: the same manifest bytes, layers and tags', async ({
    repositories,
  }) => {
    const at = await repositories();
    const seeded = await seedImage(at.from, [
      ['a', 5 * MiB + 1],
      ['b', 2 * MiB],
      ['c', 1],
    ]);
    const image = await load(at, seeded.digest, ['v1', 'latest']);

    const copied = await replicator.replicate(image, at.destination);

    expect(copied).toMatchObject({ digest: seeded.digest, tags: ['v1', 'latest'] });
    expect(at.to.images.get(seeded.digest)?.manifest).toBe(seeded.manifest);
    expect([...at.to.tags]).toEqual([
      ['v1', seeded.digest],
      ['latest', seeded.digest],
    ]);
    expect(new Set(at.to.layers.keys())).toEqual(new Set([seeded.configDigest, ...seeded.layerDigests]));
  });

  test('writes the requested tags, or none', async ({ repositories }) => {
    const at = await repositories();
    const { digest } = await seedImage(at.from, [['a', 10]]);
    const image = await load(at, digest, ['v1']);
    await replicator.replicate(image, at.destination, []);
    expect([...at.to.tags]).toEqual([]);
    await replicator.replicate(image, at.destination, ['release-1']);
    expect([...at.to.tags]).toEqual([['release-1', digest]]);
  });

  test('transfers and writes nothing in a second run', async ({ registries, repositories }) => {
    const at = await repositories();
    const { digest } = await seedImage(at.from, [['a', 2 * MiB]]);
    const image = await load(at, digest, ['v1']);
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
    repositories,
  }) => {
    const at = await repositories();
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

    await replicator.replicate(await load(at, digest), at.destination, ['multi']);

    expect([...at.to.tags]).toEqual([['multi', digest]]);
    expect([...at.to.images.keys()]).toEqual([amd.digest, arm.digest, digest]);
    expect(registries.ecr.calls.of('InitiateLayerUpload')).toHaveLength(5);
  });

  test('copies a nested index, and a manifest that two indexes share, once', async ({ repositories }) => {
    const at = await repositories();
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
    await replicator.replicate(await load(at, digest), at.destination, ['nested']);
    expect([...at.to.images.keys()]).toEqual([image.digest, inner, digest]);
  });

  test('uploads several layers at the same time, and the parts of one layer one after another', async ({
    registries,
    repositories,
  }) => {
    const at = await repositories();
    const { digest } = await seedImage(
      at.from,
      ['a', 'b', 'c'].map((seed) => [seed, 5 * MiB] as const),
    );
    registries.ecr.network.shape = { latencyMs: 5 };
    registries.ecr.calls.clear();
    await replicator.replicate(await load(at, digest), at.destination, ['v1']);
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
    repositories,
  }) => {
    const at = await repositories();
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
      replicator.replicate(await load(at, one.digest), at.destination, ['one']),
      replicator.replicate(await load(at, two.digest), at.destination, ['two']),
    ]);
    expect(registries.ecr.calls.of('InitiateLayerUpload')).toHaveLength(5);
    expect([...at.to.tags.keys()].toSorted()).toEqual(['one', 'two']);
  });

  test('completes the first images while the layers of later ones wait', async ({
    registries,
    repositories,
  }) => {
    const at = await repositories();
    const seeded = await Promise.all(
      Array.from({ length: 8 }, (_, image) =>
        // The layers of later images are larger.
        seedImage(at.from, [
          ['base', 2 * MiB],
          [`own ${image}`, MiB + 100_000 * image],
        ]),
      ),
    );
    const images = await Promise.all(seeded.map(({ digest }) => load(at, digest)));
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
});

describe('uploadLayers', () => {
  test('uploads layers and config, and writes no manifest', async ({ repositories }) => {
    const at = await repositories();
    const { digest, layerDigests, configDigest } = await seedImage(at.from, [
      ['a', 10],
      ['b', 20],
    ]);
    await replicator.uploadLayers(await load(at, digest, ['v1']), at.destination);
    expect(new Set(at.to.layers.keys())).toEqual(new Set([configDigest, ...layerDigests]));
    expect(at.to.images.size).toBe(0);
  });
});

describe('putImage', () => {
  test('uploads layers that are missing', async ({ repositories }) => {
    const at = await repositories();
    const { digest } = await seedImage(at.from, [
      ['a', 10],
      ['b', 20],
    ]);
    await replicator.putImage(await load(at, digest), at.destination, ['v1']);
    expect([...at.to.tags]).toEqual([['v1', digest]]);
    expect(at.to.layers.size).toBe(3);
  });

  test('moves a tag in a mutable repository, and not in an immutable one', async ({ repositories }) => {
    const at = await repositories();
    const old = await seedImage(at.to, [['old', 5]], ['latest']);
    const { digest } = await seedImage(at.from, [['new', 6]]);
    const image = await load(at, digest);
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

  test('accepts the same digest under the same tag in an immutable repository', async ({ repositories }) => {
    const at = await repositories();
    const { digest } = await seedImage(at.from, [['a', 5]]);
    const image = await load(at, digest);
    await replicator.replicate(image, at.destination, ['v1']);
    at.to.settings.tagMutability = 'IMMUTABLE';
    await expect(replicator.replicate(image, at.destination, ['v1'])).resolves.toMatchObject({ digest });
  });
});

describe('refuses before anything is written', () => {
  test('an image that does not exist', async ({ repositories }) => {
    const at = await repositories();
    const gone = `sha256:${'0'.repeat(64)}`;
    await expect(load(at, gone)).rejects.toMatchObject({ data: { code: 'image-not-found', side: 'source' } });
  });

  test('an empty layer', async ({ repositories }) => {
    const at = await repositories();
    const { digest } = await seedImage(at.from, [['a', 0]]);
    await expect(replicator.replicate(await load(at, digest), at.destination, ['v1'])).rejects.toMatchObject({
      data: { code: 'upload-rejected', message: expect.stringContaining('is empty') },
    });
    expect(at.to.tags.size).toBe(0);
  });
});
