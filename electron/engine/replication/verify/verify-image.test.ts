import { beforeEach, describe, expect } from 'vitest';
import type { Difference } from '../../../../shared/models/difference.ts';
import type { RepositoryHandle } from '../../aws/clients/repository-handle.ts';
import { putImage } from '../../../local-ecr/registry/put-image.ts';
import type { Repository, StoredImage } from '../../../local-ecr/registry/repository.ts';
import type { SeededImage } from '../../../testing/seed-image.ts';
import { seedImage, seedIndex } from '../../../testing/seed-image.ts';
import { quickRetries } from '../../../testing/two-registries.ts';
import { createReplicator } from '../replicator.ts';
import { loadSourceImages } from '../../../testing/load-source-images.ts';
import { collectExpectedContents } from './compare-contents.ts';
import { describeDifferences } from './describe-differences.ts';
import { verifyImage } from './verify-image.ts';
import { test as base } from '../../../testing/registries-test.ts';

let count = 0;

interface Replicated {
  readonly to: Repository;
  readonly one: SeededImage;
  readonly two: SeededImage;
  /** Digest of the index. */
  readonly index: string;
  /** Digest of the referrer. */
  readonly referrer: string;
  readonly destination: RepositoryHandle;
  readonly expected: ReturnType<typeof collectExpectedContents>;
}

const artifactType = 'application/vnd.example.sbom';

const seedReferrer = (repository: Repository, subject: SeededImage): string => {
  const blob = {
    mediaType: 'application/vnd.oci.image.config.v1+json',
    digest: subject.configDigest,
    size: repository.layers.get(subject.configDigest)?.content.size,
  };
  const manifest = JSON.stringify({
    schemaVersion: 2,
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    artifactType,
    config: blob,
    layers: [blob],
    subject: { mediaType: 'application/vnd.oci.image.manifest.v1+json', digest: subject.digest, size: 1 },
  });
  return putImage(repository, { manifest }).digest;
};

const verify = ({ expected, destination }: Replicated) => verifyImage(expected, destination, { waits: [] });

const storedImage = (to: Repository, digest: string): StoredImage => {
  const image = to.images.get(digest);
  if (!image) throw new Error('missing');
  return image;
};

const test = base
  /** An index of two images, one with a referrer, replicated under two tags. */
  .extend('replicated', ({ registries }) => async (): Promise<Replicated> => {
    const names = { from: `verify/source-${count}`, to: `verify/destination-${count}` };
    const from = registries.source.createRepository(names.from);
    const to = registries.destination.createRepository(names.to);
    const one = await seedImage(from, [['one', 5000]]);
    const two = await seedImage(from, [['two', 6000]]);
    const index = seedIndex(from, [one, two], ['v1']);
    const referrer = seedReferrer(from, one);
    const destination = await registries.destinationRepository(names.to);
    const [image] = await loadSourceImages(await registries.sourceRepository(names.from), [
      { digest: index, tags: [] },
    ]);
    if (!image) throw new Error('not loaded');
    const tags = ['v1', 'latest'];
    await createReplicator({ retryPolicy: quickRetries }).replicate(image, destination, tags);
    return { to, one, two, index, referrer, destination, expected: collectExpectedContents(image, tags) };
  });

beforeEach(() => {
  count += 1;
});

test('finds no difference in a complete copy, with three calls', async ({ registries, replicated }) => {
  const at = await replicated();
  registries.ecr.calls.clear();
  expect(await verify(at)).toEqual([]);
  expect(registries.ecr.calls.all.map(({ operation }) => operation).toSorted()).toEqual([
    'BatchCheckLayerAvailability',
    'BatchGetImage',
    'BatchGetImage',
  ]);
});

describe('finds every change at the destination', () => {
  test.for<[string, (at: Replicated) => void, (at: Replicated) => Difference]>([
    [
      'a layer is missing',
      ({ to, one }) => to.layers.delete(one.layerDigests[0] ?? ''),
      ({ one }) => ({ kind: 'layer-unavailable', digest: one.layerDigests[0] ?? '' }),
    ],
    [
      'a config is missing',
      ({ to, two }) => to.layers.delete(two.configDigest),
      ({ two }) => ({ kind: 'layer-unavailable', digest: two.configDigest }),
    ],
    [
      'a child is missing',
      ({ to, two }) => to.images.delete(two.digest),
      ({ two }) => ({ kind: 'manifest-missing', digest: two.digest }),
    ],
    [
      'a referrer is missing',
      ({ to, referrer }) => to.images.delete(referrer),
      ({ referrer }) => ({ kind: 'manifest-missing', digest: referrer }),
    ],
    [
      'a manifest has other bytes',
      ({ to, one, two }) =>
        to.images.set(one.digest, { ...storedImage(to, one.digest), manifest: two.manifest }),
      ({ one, two }) => ({ kind: 'manifest-differs', digest: one.digest, actualDigest: two.digest }),
    ],
    [
      'a tag is missing',
      ({ to }) => to.tags.delete('latest'),
      ({ index }) => ({ kind: 'tag-missing', tag: 'latest', digest: index }),
    ],
    [
      'a tag points elsewhere',
      ({ to, two }) => to.tags.set('latest', two.digest),
      ({ index, two }) => ({
        kind: 'tag-elsewhere',
        tag: 'latest',
        digest: index,
        actualDigest: two.digest,
      }),
    ],
  ])('%s', async ([, tamper, expected], { replicated }) => {
    const at = await replicated();
    tamper(at);
    expect(await verify(at)).toContainEqual(expected(at));
  });
});

test('accepts responses that name an image once for several tags', async ({ registries, replicated }) => {
  const at = await replicated();
  registries.ecr.faults.add({ kind: 'merge-images', times: Infinity });
  expect(await verify(at)).toEqual([]);
  at.to.tags.delete('latest');
  expect(await verify(at)).toEqual([{ kind: 'tag-missing', tag: 'latest', digest: at.index }]);
  registries.ecr.faults.clear();
});

test('checks a difference again before it reports it', async ({ registries, replicated }) => {
  const at = await replicated();
  at.to.tags.delete('latest');
  registries.ecr.calls.clear();
  const verifying = verifyImage(at.expected, at.destination, {
    waits: Array.from({ length: 200 }, () => 10),
  });
  await expect.poll(() => registries.ecr.calls.of('BatchGetImage').length).toBeGreaterThan(1);
  at.to.tags.set('latest', at.index);
  expect(await verifying).toEqual([]);
});

test('describes the first difference, how many there are, and the next step', () => {
  const digest = `sha256:${'a'.repeat(64)}`;
  const error = describeDifferences('release/app', [
    { kind: 'layer-unavailable', digest },
    { kind: 'tag-missing', tag: 'v1', digest },
  ]);
  expect(error).toMatchObject({ code: 'layer-unavailable', side: 'destination', action: 'retry' });
  expect(error.message).toContain('The image in release/app differs from the plan');
  expect(error.message).toContain('layer sha256:aaaaaaaaaaaa is not available (and 1 more)');
  expect(error.detail).toContain('tag v1 is missing');
});
