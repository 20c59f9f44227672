import { createHash } from 'node:crypto';
import { describe, expect } from 'vitest';
import type { Plan } from '../../../shared/models/plan.ts';
import { isFinished } from '../../../shared/models/transfer.ts';
import { bytesBlob } from '../../local-ecr/blobs/bytes-blob.ts';
import { addLayer } from '../../local-ecr/registry/layers.ts';
import { putImage } from '../../local-ecr/registry/put-image.ts';
import type { Repository } from '../../local-ecr/registry/repository.ts';
import { seedImage } from '../../testing/seed-image.ts';
import { quickRetries } from '../../testing/two-registries.ts';
import { createTransfers } from '../transfers/transfers.ts';
import { createPlans } from './plan-store.ts';
import { test as base } from '../../testing/registries-test.ts';

// Descriptors with wrong sizes; the source registry has the true ones.

const sourceUser = 'arn:aws:iam::111111111111:user/build';
let from: Repository;
let to: Repository;
let count = 0;

/** An image whose descriptors all state this size. */
async function seedWithSize(size: number): Promise<string> {
  const seeded = await seedImage(from, [
    ['a', 3_000],
    ['b', 2_000],
  ]);
  const manifest = JSON.parse(seeded.manifest);
  for (const descriptor of [manifest.config, ...manifest.layers]) descriptor.size = size;
  return putImage(from, { manifest: JSON.stringify(manifest) }).digest;
}

const test = base.extend(
  'replicate',
  ({ registries }) =>
    async (digest: string): Promise<{ readonly plan: Plan; readonly state: unknown }> => {
      const plans = createPlans(registries.access);
      const ended = Promise.withResolvers<void>();
      const transfers = createTransfers({
        plans,
        retryPolicy: quickRetries,
        send: ({ status }) => {
          if (isFinished(status.state)) ended.resolve();
        },
      });
      const images = [{ digest, sourceTags: [], destinationTags: ['v1'] }];
      const { plan } = await plans.create(registries.request({ from: from.name, to: to.name }, images));
      transfers.start(plan.id);
      await ended.promise;
      return { plan, state: transfers.list()[0]?.state };
    },
);

test.beforeEach(({ registries }) => {
  count += 1;
  from = registries.source.createRepository(`sizes/source-${count}`);
  to = registries.destination.createRepository(`sizes/destination-${count}`);
});

describe.each([0, 1, 1_000_000])('descriptors of %i bytes', (size) => {
  test('plans the true sizes, and copies every byte', async ({ replicate }) => {
    const digest = await seedWithSize(size);
    const { plan, state } = await replicate(digest);
    expect(plan.blobs.map((blob) => blob.size)).toEqual(expect.arrayContaining([3_000, 2_000]));
    expect(plan.bytes.toTransfer).toBeLessThan(6_000);
    expect(state).toMatchObject({ kind: 'done' });
    expect(to.tags.get('v1')).toBe(digest);
  });

  test('copies a layer with its true size when it was deleted from the destination after the plan', async ({
    replicate,
  }) => {
    const digest = await seedWithSize(size);
    await replicate(digest);
    for (const layer of to.layers.keys()) to.layers.delete(layer);
    expect((await replicate(digest)).state).toMatchObject({ kind: 'done' });
    expect(to.layers.size).toBe(3);
  });
});

test('reads sizes that are not stated from the layer store with a pull-only role', async ({
  registries,
  replicate,
}) => {
  const digest = await seedWithSize(0);
  registries.ecr.faults.deny({ action: 'ecr:BatchCheckLayerAvailability', principalArn: sourceUser });
  const { plan, state } = await replicate(digest);
  expect(plan.blobs.map((blob) => blob.size)).toEqual(expect.arrayContaining([3_000, 2_000]));
  expect(plan.images.flatMap(({ blockers }) => blockers)).toEqual([]);
  expect(state).toMatchObject({ kind: 'done' });
});

test.for([[true], [false]])(
  'blocks an image with an empty blob; BatchCheckLayerAvailability allowed: %s',
  async ([isAllowed], { registries }) => {
    const seeded = await seedImage(from, [['a', 100]]);
    const empty = `sha256:${createHash('sha256').digest('hex')}`;
    addLayer(from, empty, bytesBlob(Buffer.alloc(0)));
    const { layers, ...manifest } = JSON.parse(seeded.manifest);
    const { digest } = putImage(from, {
      manifest: JSON.stringify({
        ...manifest,
        layers: [...layers, { ...layers[0], digest: empty, size: 0 }],
      }),
    });
    if (!isAllowed)
      registries.ecr.faults.deny({ action: 'ecr:BatchCheckLayerAvailability', principalArn: sourceUser });
    const images = [{ digest, sourceTags: [], destinationTags: ['v1'] }];
    const request = registries.request({ from: from.name, to: to.name }, images);
    const { plan } = await createPlans(registries.access).create(request);
    expect(plan.images.flatMap(({ blockers }) => blockers)).toMatchObject([
      { code: 'image-unsupported', message: expect.stringContaining('is empty') },
    ]);
  },
);
