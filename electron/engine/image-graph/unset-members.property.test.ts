import type { Arbitrary } from 'fast-check';
import { assert as assertProperty, asyncProperty, constantFrom, record, tuple } from 'fast-check';
import { expect } from 'vitest';
import { isFinished } from '../../../shared/models/transfer.ts';
import { putImage } from '../../local-ecr/registry/put-image.ts';
import type { Repository } from '../../local-ecr/registry/repository.ts';
import { createPlans } from '../plan/plan-store.ts';
import { seedImage } from '../../testing/seed-image.ts';
import { quickRetries } from '../../testing/two-registries.ts';
import { createTransfers } from '../transfers/transfers.ts';
import { test as base } from '../../testing/registries-test.ts';

// Manifests as many tools write them: optional members are absent, null or empty, and sizes are wrong.

const manifestType = 'application/vnd.oci.image.manifest.v1+json';
const indexType = 'application/vnd.oci.image.index.v1+json';

let count = 0;

/** A member that is absent (undefined), null, empty or valid. */
const member = <Value>(...values: readonly Value[]): Arbitrary<Value | null | undefined> =>
  constantFrom<(Value | null | undefined)[]>(undefined, null, ...values);

const annotations = member<object>({}, { 'org.example': 'yes' });
const annotationsOfDescriptor = member<object>({}, { 'org.example': 'yes' }, { 'org.example': null });

const descriptor = record({
  mediaType: member('', 'application/vnd.oci.image.layer.v1.tar+gzip', 'text/plain'),
  urls: member<readonly string[]>([], ['https://example.com/mirror']),
  annotations: annotationsOfDescriptor,
  data: member(''),
  artifactType: member(''),
  /** The stated size, wrong or true. */
  size: constantFrom<(number | undefined)[]>(undefined, 0, 1, 1_000_000),
});

const platform = member<object>(
  {},
  { os: 'linux', architecture: 'amd64' },
  { os: 'linux', architecture: 'arm64', variant: null, 'os.version': null, 'os.features': null },
  { os: '', architecture: '' },
  { os: null, architecture: null },
);

const scenario = record({
  image: record({
    mediaType: member(manifestType),
    artifactType: member(''),
    subject: member<object>(),
    annotations,
  }),
  config: descriptor,
  layers: tuple(descriptor, descriptor),
  index: record({
    mediaType: member(indexType),
    artifactType: member(''),
    subject: member<object>(),
    annotations,
  }),
  child: record({
    mediaType: member('', manifestType, indexType),
    platform,
    annotations: annotationsOfDescriptor,
    urls: member<readonly string[]>([]),
  }),
});

const test = base
  /** Plans and runs the copy of one image, and returns its final state. */
  .extend('replicate', ({ registries }) => async (from: Repository, to: string, digest: string) => {
    const ended = Promise.withResolvers<void>();
    const plans = createPlans(registries.access);
    const transfers = createTransfers({
      plans,
      retryPolicy: quickRetries,
      send: ({ status }) => {
        if (isFinished(status.state)) ended.resolve();
      },
    });
    const images = [{ digest, sourceTags: [], destinationTags: ['v1'] }];
    const { plan } = await plans.create(registries.request({ from: from.name, to, create: true }, images));
    transfers.start(plan.id);
    await ended.promise;
    return { plan, transfer: transfers.list()[0] };
  });

test('copies images with null, empty or absent members and wrong sizes', async ({
  registries,
  replicate,
}) => {
  await assertProperty(
    asyncProperty(scenario, async (given) => {
      count += 1;
      const from = registries.source.createRepository(`members/source-${count}`);
      const seeded = await seedImage(from, [
        [`a ${count}`, 1_000],
        [`b ${count}`, 2_000],
      ]);
      const descriptorOf = (digest: string, { size, ...members }: (typeof given)['config']) => ({
        ...members,
        digest,
        size: size ?? from.layers.get(digest)?.content.size,
      });
      const image = putImage(from, {
        mediaType: manifestType,
        manifest: JSON.stringify({
          schemaVersion: 2,
          ...given.image,
          config: descriptorOf(seeded.configDigest, given.config),
          layers: seeded.layerDigests.map((digest, place) =>
            descriptorOf(digest, given.layers[place] ?? given.config),
          ),
        }),
      });
      const index = putImage(from, {
        mediaType: indexType,
        manifest: JSON.stringify({
          schemaVersion: 2,
          ...given.index,
          manifests: [{ ...given.child, digest: image.digest, size: 0 }],
        }),
      });

      const to = `members/destination-${count}`;
      const { plan, transfer } = await replicate(from, to, index.digest);

      const blobs = [seeded.configDigest, ...seeded.layerDigests];
      const sizes = blobs.map((digest) => from.layers.get(digest)?.content.size ?? 0);
      expect(plan.bytes.toTransfer).toBe(sizes.reduce((sum, size) => sum + size, 0));
      expect(transfer).toMatchObject({
        state: { kind: 'done' },
        images: [{ state: { kind: 'done', verified: true } }],
      });
      const stored = registries.destination.repository(to);
      expect(stored.tags.get('v1')).toBe(index.digest);
      for (const { digest, manifest } of [image, index])
        expect(stored.images.get(digest)?.manifest).toBe(manifest);
      registries.ecr.calls.clear();
      registries.source.repositories.delete(from.name);
      registries.destination.repositories.delete(to);
    }),
    { numRuns: 60 },
  );
});
