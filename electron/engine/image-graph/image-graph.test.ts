import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ReplicationOptions } from '../../../shared/models/plan.ts';
import { defaultReplicationOptions } from '../../../shared/models/plan.ts';
import { setArchived } from '../../local-ecr/registry/archive-image.ts';
import { putImage } from '../../local-ecr/registry/put-image.ts';
import type { Repository } from '../../local-ecr/registry/repository.ts';
import type { SeededImage } from '../../testing/seed-image.ts';
import { seedImage, seedIndex } from '../../testing/seed-image.ts';
import type { TwoRegistries } from '../../testing/two-registries.ts';
import { quickRetries, startTwoRegistries } from '../../testing/two-registries.ts';
import { createReplicator } from '../replication/replicator.ts';
import type { SourceImage } from './source-image.ts';
import { loadSourceImages } from '../../testing/load-source-images.ts';
import { getDestinationDigest } from './source-image.ts';

const manifestType = 'application/vnd.oci.image.manifest.v1+json';
const indexType = 'application/vnd.oci.image.index.v1+json';

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
  registries.ecr.faults.clear();
  registries.ecr.calls.clear();
  from = registries.source.createRepository(`graph/source-${count}`);
  to = registries.destination.createRepository(`graph/destination-${count}`);
});

const load = async (digest: string, options: Partial<ReplicationOptions> = {}): Promise<SourceImage> => {
  const repository = await registries.sourceRepository(from.name);
  const [image] = await loadSourceImages(repository, [{ digest, tags: [] }], {
    ...defaultReplicationOptions,
    ...options,
  });
  if (!image) throw new Error('not loaded');
  return image;
};

const replicate = async (image: SourceImage, ...tags: string[]) =>
  createReplicator({ retryPolicy: quickRetries }).replicate(
    image,
    await registries.destinationRepository(to.name),
    tags,
  );

/** An artifact that is attached to a manifest by `subject`. */
const attach = (subject: string, artifactType: string, seeded: SeededImage): string =>
  putImage(from, {
    manifest: JSON.stringify({
      schemaVersion: 2,
      mediaType: manifestType,
      artifactType,
      config: {
        mediaType: 'application/vnd.oci.empty.v1+json',
        digest: seeded.configDigest,
        size: from.layers.get(seeded.configDigest)?.content.size,
      },
      layers: [
        {
          mediaType: artifactType,
          digest: seeded.layerDigests[0],
          size: from.layers.get(seeded.layerDigests[0] ?? '')?.content.size,
        },
      ],
      subject: { mediaType: manifestType, digest: subject, size: 1 },
    }),
  }).digest;

/** An index whose children are told by platform, some of them with an attestation. */
const putIndex = (
  children: readonly {
    readonly digest: string;
    readonly platform?: string;
    readonly attests?: string;
    readonly mediaType?: string;
  }[],
): string =>
  putImage(from, {
    manifest: JSON.stringify({
      schemaVersion: 2,
      mediaType: indexType,
      manifests: children.map(
        ({ digest, platform = 'unknown/unknown', attests, mediaType = manifestType }) => {
          const [os, architecture, variant] = platform.split('/');
          return {
            mediaType,
            digest,
            size: Buffer.byteLength(from.images.get(digest)?.manifest ?? 'x'),
            platform: { os, architecture, variant },
            ...(attests === undefined ? {} : { annotations: { 'vnd.docker.reference.digest': attests } }),
          };
        },
      ),
      annotations: { 'org.opencontainers.image.title': 'kept as it is' },
    }),
  }).digest;

describe('referrers', () => {
  test('signatures, SBOMs and what is attached to these come along, each after its subject', async () => {
    const image = await seedImage(from, [['image', 100]]);
    const sbom = attach(image.digest, 'application/spdx+json', await seedImage(from, [['sbom', 50]]));
    const signature = attach(
      sbom,
      'application/vnd.cncf.notary.signature',
      await seedImage(from, [['signature', 20]]),
    );
    await replicate(await load(image.digest), 'v1');

    expect([...to.images.keys()]).toEqual([image.digest, sbom, signature]);
    expect(to.referrers.get(image.digest)).toEqual(new Set([sbom]));
    expect(to.referrers.get(sbom)).toEqual(new Set([signature]));
    expect([...to.tags]).toEqual([['v1', image.digest]]);
  });

  test('those of a platform’s manifest come along too', async () => {
    const [amd, arm] = [await seedImage(from, [['amd', 10]]), await seedImage(from, [['arm', 11]])];
    const index = seedIndex(from, [amd, arm]);
    const signature = attach(
      arm.digest,
      'application/vnd.cncf.notary.signature',
      await seedImage(from, [['s', 5]]),
    );
    await replicate(await load(index), 'v1');
    expect(to.referrers.get(arm.digest)).toEqual(new Set([signature]));
  });

  test('more than one page of them', async () => {
    const image = await seedImage(from, [['image', 100]]);
    const blobs = await seedImage(from, [['blob', 5]]);
    for (let index = 0; index < 60; index += 1) attach(image.digest, `application/vnd.test.${index}`, blobs);
    const { referrers } = await load(image.digest);
    expect(referrers).toHaveLength(60);
    expect(registries.ecr.calls.of('ListImageReferrers').length).toBeGreaterThanOrEqual(2);
  });

  test('the sha256-<hex> forms of tags are copied with their tags, before the image’s own tag', async () => {
    const image = await seedImage(from, [['image', 100]]);
    const base = image.digest.replace(':', '-');
    const signature = await seedImage(from, [['cosign', 30]], [`${base}.sig`]);
    const fallback = seedIndex(from, [await seedImage(from, [['oras', 31]])], [base]);
    await replicate(await load(image.digest), 'v1');
    expect([...to.tags]).toEqual([
      [base, fallback],
      [`${base}.sig`, signature.digest],
      ['v1', image.digest],
    ]);
  });

  test('those that are archived are told, never left behind in silence', async () => {
    const image = await seedImage(from, [['image', 100]]);
    const sbom = attach(image.digest, 'application/spdx+json', await seedImage(from, [['sbom', 50]]));
    setArchived(from, sbom, true);
    await expect(load(image.digest)).rejects.toMatchObject({
      data: { code: 'image-unavailable', message: expect.stringContaining('application/spdx+json') },
    });
    expect((await load(image.digest, { referrers: false })).referrers).toEqual([]);
    setArchived(from, sbom, false);

    const tag = `${image.digest.replace(':', '-')}.sig`;
    const signature = await seedImage(from, [['cosign', 30]], [tag]);
    setArchived(from, signature.digest, true);
    await expect(load(image.digest)).rejects.toMatchObject({
      data: { code: 'image-unavailable', message: expect.stringContaining(`Tag ${tag} is archived`) },
    });
  });

  test('an index of them that names a manifest which is gone is a choice, as with an image', async () => {
    const image = await seedImage(from, [['image', 100]]);
    const tag = image.digest.replace(':', '-');
    const [kept, gone] = [await seedImage(from, [['kept', 31]]), await seedImage(from, [['gone', 32]])];
    seedIndex(from, [kept, gone], [tag]);
    from.images.delete(gone.digest);

    await expect(load(image.digest)).rejects.toMatchObject({
      data: {
        code: 'image-incomplete',
        action: 'leave-out-missing',
        message: expect.stringContaining(`attached to ${image.digest.slice(0, 19)}`),
      },
    });
    const chosen = await load(image.digest, { missingManifests: 'leave-out' });
    expect(chosen.leftOut).toMatchObject([{ digest: gone.digest, reason: 'missing' }]);
    await replicate(chosen, 'v1');
    expect(to.images.get(to.tags.get(tag) ?? '')?.children).toEqual([kept.digest]);
    expect(to.tags.get('v1')).toBe(image.digest);
  });

  test('can be left out', async () => {
    const image = await seedImage(from, [['image', 100]]);
    attach(image.digest, 'application/spdx+json', await seedImage(from, [['sbom', 50]]));
    await replicate(await load(image.digest, { referrers: false }), 'v1');
    expect([...to.images.keys()]).toEqual([image.digest]);
    expect(registries.ecr.calls.of('ListImageReferrers')).toEqual([]);
  });

  test('when they cannot be listed it is told, and the image can be copied without them', async () => {
    const image = await seedImage(from, [['image', 100]]);
    registries.ecr.faults.deny({ action: 'ecr:BatchGetImage', repositoryName: 'no/other' });
    registries.ecr.faults.add({ kind: 'access-denied', operation: 'ListImageReferrers' });
    const loaded = await load(image.digest);
    expect(loaded.referrersError).toMatchObject({ code: 'access-denied', side: 'source' });
    expect(loaded.referrers).toEqual([]);
  });
});

const build = async () => {
  const amd = await seedImage(from, [
    ['base', 10],
    ['amd', 11],
  ]);
  const arm = await seedImage(from, [
    ['base', 10],
    ['arm', 12],
  ]);
  const arm7 = await seedImage(from, [['arm7', 13]]);
  const [ofAmd, ofArm] = [await seedImage(from, [['att-amd', 3]]), await seedImage(from, [['att-arm', 4]])];
  const index = putIndex([
    { digest: amd.digest, platform: 'linux/amd64' },
    { digest: arm.digest, platform: 'linux/arm64/v8' },
    { digest: arm7.digest, platform: 'linux/arm/v7' },
    { digest: ofAmd.digest, attests: amd.digest },
    { digest: ofArm.digest, attests: arm.digest },
  ]);
  return { index, amd, arm, arm7, ofAmd, ofArm };
};

/** As SOCI's builder writes it. No platform where it is empty. */
const sociDescriptor = (digest: string, of: string, imageDigest?: string) => {
  const [os, architecture] = of.split('/');
  return {
    mediaType: manifestType,
    digest,
    size: 1,
    platform: of === '' ? undefined : { os, architecture },
    annotations: { 'com.amazon.soci.image-manifest-digest': imageDigest, 'other/annotation': null },
  };
};

describe('platforms', () => {
  test('all of them keep every byte', async () => {
    const { index } = await build();
    const image = await load(index);
    expect(getDestinationDigest(image)).toBe(index);
    await replicate(image, 'v1');
    expect(to.images.get(index)?.manifest).toBe(from.images.get(index)?.manifest);
  });

  test('chosen ones make an index of their own, with the attestations of what is kept', async () => {
    const { index, arm, ofArm, amd, arm7, ofAmd } = await build();
    const image = await load(index, { platforms: [{ os: 'linux', architecture: 'arm64' }] });
    const copied = await replicate(image, 'v1');

    expect(copied.digest).not.toBe(index);
    expect([...to.images.keys()].toSorted()).toEqual([arm.digest, ofArm.digest, copied.digest].toSorted());
    const written = JSON.parse(to.images.get(copied.digest)?.manifest ?? '{}');
    expect(written.manifests.map(({ digest }: { digest: string }) => digest)).toEqual([
      arm.digest,
      ofArm.digest,
    ]);
    expect(written.annotations).toEqual({ 'org.opencontainers.image.title': 'kept as it is' });
    expect(new Set(image.leftOut.map(({ digest, reason }) => `${reason} ${digest}`))).toEqual(
      new Set([amd, arm7, ofAmd].map(({ digest }) => `platform ${digest}`)),
    );
  });

  test('a nested index is written anew inside its parent', async () => {
    const { amd, arm } = await build();
    const inner = putIndex([
      { digest: amd.digest, platform: 'linux/amd64' },
      { digest: arm.digest, platform: 'linux/arm64' },
    ]);
    const outer = putIndex([{ digest: inner, mediaType: indexType }]);
    const copied = await replicate(
      await load(outer, { platforms: [{ os: 'linux', architecture: 'amd64' }] }),
      'v1',
    );
    expect([...to.images.keys()]).toHaveLength(3);
    expect(to.images.get(copied.digest)?.children).not.toEqual([inner]);
    expect(to.images.has(arm.digest)).toBe(false);
  });

  test.each([[undefined], [null], [manifestType], ['text/plain']])(
    'a nested index is known by its own manifest: media type %s in its descriptor',
    async (mediaType) => {
      const { amd, arm } = await build();
      const inner = putIndex([
        { digest: amd.digest, platform: 'linux/amd64' },
        { digest: arm.digest, platform: 'linux/arm64' },
      ]);
      const { digest: outer } = putImage(from, {
        manifest: JSON.stringify({
          schemaVersion: 2,
          mediaType: indexType,
          manifests: [{ mediaType, digest: inner, size: 1 }],
        }),
      });
      const copied = await replicate(
        await load(outer, { platforms: [{ os: 'linux', architecture: 'amd64' }] }),
        'v1',
      );
      const [written] = to.images.get(copied.digest)?.children ?? [];
      expect(to.images.get(written ?? '')?.children).toEqual([amd.digest]);
      expect(to.images.has(arm.digest)).toBe(false);
      expect(getDestinationDigest(await load(outer))).toBe(outer);
    },
  );

  test.each([[undefined], ['unknown/unknown'], ['linux/amd64']])(
    'a SOCI index of version 2 goes with its image: platform %s in its descriptor',
    async (platform) => {
      const [amd, arm] = [await seedImage(from, [['amd', 10]]), await seedImage(from, [['arm', 11]])];
      const [ofAmd, ofArm] = [await seedImage(from, [['z-amd', 3]]), await seedImage(from, [['z-arm', 4]])];
      const { digest: index } = putImage(from, {
        manifest: JSON.stringify({
          schemaVersion: 2,
          mediaType: indexType,
          manifests: [
            // What belongs to a manifest may stand before it.
            sociDescriptor(ofArm.digest, platform ?? '', arm.digest),
            sociDescriptor(amd.digest, 'linux/amd64'),
            sociDescriptor(arm.digest, 'linux/arm64'),
            sociDescriptor(ofAmd.digest, platform ?? '', amd.digest),
          ],
        }),
      });
      const image = await load(index, { platforms: [{ os: 'linux', architecture: 'arm64', variant: 'v8' }] });
      const copied = await replicate(image, 'v1');
      expect(to.images.get(copied.digest)?.children).toEqual([ofArm.digest, arm.digest]);
      expect(image.leftOut.map(({ digest }) => digest).toSorted()).toEqual(
        [amd.digest, ofAmd.digest].toSorted(),
      );
    },
  );

  test('Windows images of one architecture are told apart by the version of the system', async () => {
    const versions = ['10.0.17763.6293', '10.0.20348.2655'];
    const children = await Promise.all(versions.map((version) => seedImage(from, [[version, 10]])));
    const { digest } = putImage(from, {
      manifest: JSON.stringify({
        schemaVersion: 2,
        mediaType: indexType,
        manifests: children.map((child, place) => ({
          mediaType: manifestType,
          digest: child.digest,
          size: child.manifest.length,
          platform: { os: 'windows', architecture: 'amd64', 'os.version': versions[place] },
        })),
      }),
    });
    const windows = { os: 'windows', architecture: 'amd64' };
    expect(getDestinationDigest(await load(digest, { platforms: [windows] }))).toBe(digest);
    const image = await load(digest, { platforms: [{ ...windows, osVersion: '10.0.20348' }] });
    expect(image.manifests[0]?.digest).toBe(children[1]?.digest);
    expect(image.leftOut).toMatchObject([{ platform: { osVersion: '10.0.17763.6293' }, reason: 'platform' }]);
  });

  test('a manifest that stands for several platforms is named for the chosen ones alone', async () => {
    const { arm7, amd } = await build();
    const index = putIndex([
      { digest: arm7.digest, platform: 'linux/arm/v6' },
      { digest: arm7.digest, platform: 'linux/arm/v7' },
      { digest: amd.digest, platform: 'linux/amd64' },
    ]);
    const copied = await replicate(
      await load(index, { platforms: [{ os: 'linux', architecture: 'arm', variant: 'v7' }] }),
      'v1',
    );
    const written = JSON.parse(to.images.get(copied.digest)?.manifest ?? '{}');
    expect(written.manifests).toMatchObject([
      { digest: arm7.digest, platform: { architecture: 'arm', variant: 'v7' } },
    ]);
    expect(written.manifests).toHaveLength(1);
  });

  test('none that matches is refused with their names; a single image is copied as it is', async () => {
    const { index, amd } = await build();
    const platforms = [{ os: 'windows', architecture: 'amd64' }];
    await expect(load(index, { platforms })).rejects.toMatchObject({
      data: { code: 'image-unsupported', message: expect.stringContaining('windows/amd64') },
    });
    expect(getDestinationDigest(await load(amd.digest, { platforms }))).toBe(amd.digest);
  });
});

const sparse = async () => {
  const [amd, arm] = [await seedImage(from, [['amd', 10]]), await seedImage(from, [['arm', 11]])];
  const index = seedIndex(from, [amd, arm]);
  from.images.delete(arm.digest);
  return { index, amd, arm };
};

describe('an index that names a manifest which the source does not hold', () => {
  test('is refused by default, with the choice named', async () => {
    const { index } = await sparse();
    await expect(load(index)).rejects.toMatchObject({
      data: {
        code: 'image-incomplete',
        action: 'leave-out-missing',
        message: expect.stringContaining('linux/arm64'),
      },
    });
  });

  test('is copied without it when that is chosen, under a digest of its own', async () => {
    const { index, amd, arm } = await sparse();
    const image = await load(index, { missingManifests: 'leave-out' });
    expect(image.leftOut).toMatchObject([{ digest: arm.digest, reason: 'missing' }]);
    const copied = await replicate(image, 'v1');
    expect(to.images.get(copied.digest)?.children).toEqual([amd.digest]);
    expect(to.tags.get('v1')).toBe(copied.digest);
  });

  test('is no matter when the platform was not chosen anyway', async () => {
    const { index, amd } = await sparse();
    const image = await load(index, { platforms: [{ os: 'linux', architecture: 'amd64' }] });
    expect(image.leftOut).toMatchObject([{ reason: 'platform' }]);
    expect(image.manifests[0]?.digest).toBe(amd.digest);
  });
});

test('indexes that name each other’s children over and over are each looked at once', async () => {
  let { digest } = await seedImage(from, [['image', 100]]);
  let mediaType = manifestType;
  // Twice at each of 64 levels: walked path by path, it would never end.
  for (let level = 0; level < 64; level += 1) {
    digest = putIndex([
      { digest, mediaType },
      { digest, mediaType },
    ]);
    mediaType = indexType;
  }
  const image = await load(digest);
  expect(image.manifests).toHaveLength(65);
  expect(getDestinationDigest(image)).toBe(digest);
});

test('layers that are kept elsewhere are not copied, and a digest that is named twice is copied once', async () => {
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

test('a layer that has URLs and may be distributed all the same is copied', async () => {
  const seeded = await seedImage(from, [['a', 100]]);
  const manifest = JSON.parse(seeded.manifest);
  manifest.layers[0].urls = ['https://example.com/mirror'];
  const { digest } = putImage(from, { manifest: JSON.stringify(manifest) });
  await replicate(await load(digest), 'v1');
  expect(to.layers.has(seeded.layerDigests[0] ?? '')).toBe(true);
  expect(to.tags.get('v1')).toBe(digest);
});

test('an OCI manifest without a mediaType keeps its bytes and its type', async () => {
  const seeded = await seedImage(from, [['a', 100]]);
  const { mediaType, ...without } = JSON.parse(seeded.manifest);
  const { digest } = putImage(from, { manifest: JSON.stringify(without), mediaType });
  await replicate(await load(digest), 'v1');
  expect(to.images.get(digest)).toMatchObject({ manifest: JSON.stringify(without), mediaType });
});

test('an image of 500 layers', async () => {
  const seeded = await seedImage(
    from,
    Array.from({ length: 500 }, (_, index) => [`layer-${index}`, 64] as const),
  );
  await replicate(await load(seeded.digest), 'v1');
  expect(to.tags.get('v1')).toBe(seeded.digest);
  expect(registries.ecr.calls.of('BatchCheckLayerAvailability').length).toBeGreaterThanOrEqual(6);
});

test('an archived image is told as such', async () => {
  const seeded = await seedImage(from, [['a', 100]]);
  setArchived(from, seeded.digest, true);
  await expect(load(seeded.digest)).rejects.toMatchObject({
    data: { code: 'image-unavailable', message: expect.stringContaining('is archived at the source') },
  });
});

test('schema 1 is refused with the way out', async () => {
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
