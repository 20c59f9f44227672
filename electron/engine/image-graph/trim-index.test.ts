import { describe, expect } from 'vitest';
import { putImage } from '../../local-ecr/registry/put-image.ts';
import type { Repository } from '../../local-ecr/registry/repository.ts';
import { indexType, manifestType, test } from '../../testing/graph-test.ts';
import { seedImage, seedIndex } from '../../testing/seed-image.ts';
import { getDestinationDigest } from './source-image.ts';
import { trimImage } from './trim-index.ts';

/** Puts an index with three platforms, two of which have attestations. */
const buildIndex = async (
  from: Repository,
  putIndex: (children: { digest: string; platform?: string; attests?: string }[]) => string,
) => {
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

/** A descriptor as the SOCI builder writes it; without a platform when that is empty. */
const sociDescriptor = (digest: string, platform: string, imageDigest?: string) => {
  const [os, architecture] = platform.split('/');
  return {
    mediaType: manifestType,
    digest,
    size: 1,
    platform: platform === '' ? undefined : { os, architecture },
    annotations: { 'com.amazon.soci.image-manifest-digest': imageDigest, 'other/annotation': null },
  };
};

describe('platforms', () => {
  test('keeps every byte when all platforms are copied', async ({ from, to, load, replicate, putIndex }) => {
    const { index } = await buildIndex(from, putIndex);
    const image = await load(index);
    expect(getDestinationDigest(image)).toBe(index);
    await replicate(image, 'v1');
    expect(to.images.get(index)?.manifest).toBe(from.images.get(index)?.manifest);
  });

  test('rewrites the index for chosen platforms, with their attestations', async ({
    from,
    to,
    load,
    replicate,
    putIndex,
  }) => {
    const { index, arm, ofArm, amd, arm7, ofAmd } = await buildIndex(from, putIndex);
    const image = await load(index, { platforms: [{ os: 'linux', architecture: 'arm64' }] });
    const copied = await replicate(image, 'v1');

    expect(copied.digest).not.toBe(index);
    expect([...to.images.keys()].toSorted()).toEqual([arm.digest, ofArm.digest, copied.digest].toSorted());
    const written = JSON.parse(to.images.get(copied.digest)?.manifest ?? '{}');
    expect(written.manifests.map(({ digest }: { digest: string }) => digest)).toEqual([
      arm.digest,
      ofArm.digest,
    ]);
    expect(written.annotations).toEqual({ 'org.opencontainers.image.title': 'unchanged' });
    expect(new Set(image.leftOut.map(({ digest, reason }) => `${reason} ${digest}`))).toEqual(
      new Set([amd, arm7, ofAmd].map(({ digest }) => `platform ${digest}`)),
    );
  });

  test('rewrites a nested index and its parent', async ({ from, to, load, replicate, putIndex }) => {
    const { amd, arm } = await buildIndex(from, putIndex);
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

  test.for([[undefined], [null], [manifestType], ['text/plain']])(
    'detects a nested index by its manifest when its descriptor has media type %s',
    async ([mediaType], { from, to, load, replicate, putIndex }) => {
      const { amd, arm } = await buildIndex(from, putIndex);
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

  test.for([[undefined], ['unknown/unknown'], ['linux/amd64']])(
    'keeps a SOCI index v2 with its image when its descriptor has platform %s',
    async ([platform], { from, to, load, replicate }) => {
      const [amd, arm] = [await seedImage(from, [['amd', 10]]), await seedImage(from, [['arm', 11]])];
      const [ofAmd, ofArm] = [await seedImage(from, [['z-amd', 3]]), await seedImage(from, [['z-arm', 4]])];
      const { digest: index } = putImage(from, {
        manifest: JSON.stringify({
          schemaVersion: 2,
          mediaType: indexType,
          manifests: [
            // A companion can come before its manifest.
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

  test('distinguishes Windows images by their OS version', async ({ from, load }) => {
    const versions = ['10.0.17763.6293', '10.0.20348.2655'];
    const children = await Promise.all(versions.map((version) => seedImage(from, [[version, 10]])));
    const { digest } = putImage(from, {
      manifest: JSON.stringify({
        schemaVersion: 2,
        mediaType: indexType,
        manifests: children.map((child, position) => ({
          mediaType: manifestType,
          digest: child.digest,
          size: child.manifest.length,
          platform: { os: 'windows', architecture: 'amd64', 'os.version': versions[position] },
        })),
      }),
    });
    const windows = { os: 'windows', architecture: 'amd64' };
    expect(getDestinationDigest(await load(digest, { platforms: [windows] }))).toBe(digest);
    const image = await load(digest, { platforms: [{ ...windows, osVersion: '10.0.20348' }] });
    expect(image.manifests[0]?.digest).toBe(children[1]?.digest);
    expect(image.leftOut).toMatchObject([{ platform: { osVersion: '10.0.17763.6293' }, reason: 'platform' }]);
  });

  test('keeps only the chosen platforms of a manifest that is listed for several', async ({
    from,
    to,
    load,
    replicate,
    putIndex,
  }) => {
    const { arm7, amd } = await buildIndex(from, putIndex);
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

  test('fails when no platform matches, and copies a single image unchanged', async ({
    from,
    load,
    putIndex,
  }) => {
    const { index, amd } = await buildIndex(from, putIndex);
    const platforms = [{ os: 'windows', architecture: 'amd64' }];
    await expect(load(index, { platforms })).rejects.toMatchObject({
      data: { code: 'image-unsupported', message: expect.stringContaining('windows/amd64') },
    });
    expect(getDestinationDigest(await load(amd.digest, { platforms }))).toBe(amd.digest);
  });
});

/** Puts an index of two platforms and deletes the arm64 manifest. */
const seedSparseIndex = async (from: Repository) => {
  const [amd, arm] = [await seedImage(from, [['amd', 10]]), await seedImage(from, [['arm', 11]])];
  const index = seedIndex(from, [amd, arm]);
  from.images.delete(arm.digest);
  return { index, amd, arm };
};

describe('an index with a missing manifest', () => {
  test('fails by default, and offers to leave the manifest out', async ({ from, load }) => {
    const { index } = await seedSparseIndex(from);
    await expect(load(index)).rejects.toMatchObject({
      data: {
        code: 'image-incomplete',
        action: 'leave-out-missing',
        message: expect.stringContaining('linux/arm64'),
      },
    });
  });

  test('is copied without the manifest under a new digest when that is chosen', async ({
    from,
    to,
    load,
    replicate,
  }) => {
    const { index, amd, arm } = await seedSparseIndex(from);
    const image = await load(index, { missingManifests: 'leave-out' });
    expect(image.leftOut).toMatchObject([{ digest: arm.digest, reason: 'missing' }]);
    const copied = await replicate(image, 'v1');
    expect(to.images.get(copied.digest)?.children).toEqual([amd.digest]);
    expect(to.tags.get('v1')).toBe(copied.digest);
  });

  test('is copied when the platform of the manifest is not chosen', async ({ from, load }) => {
    const { index, amd } = await seedSparseIndex(from);
    const image = await load(index, { platforms: [{ os: 'linux', architecture: 'amd64' }] });
    expect(image.leftOut).toMatchObject([{ reason: 'platform' }]);
    expect(image.manifests[0]?.digest).toBe(amd.digest);
  });
});

test('trims shared children once', async ({ from, load, putIndex }) => {
  let { digest } = await seedImage(from, [['image', 100]]);
  let mediaType = manifestType;
  // Two children at each of 64 levels: 2^64 paths.
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

test('reports the missing children of an index of any length', () => {
  const children = Array.from({ length: 200_000 }, (_, number) => ({
    digest: `sha256:${String(number).padStart(64, '0')}`,
    mediaType: manifestType,
  }));
  const index = {
    digest: 'sha256:index',
    mediaType: indexType,
    text: '',
    content: { kind: 'index', children },
  } as const;
  expect(trimImage(index, new Map(), undefined).leftOut).toHaveLength(children.length);
});
