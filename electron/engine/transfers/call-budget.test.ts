import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { isFinished } from '../../../shared/models/transfer.ts';
import type { DoorChoice } from '../../../shared/models/upload-method.ts';
import type { CallRecord } from '../../local-ecr/calls/call-log.ts';
import type { Repository } from '../../local-ecr/registry/repository.ts';
import { createPlans } from '../plan/plan-store.ts';
import { seedImage, seedIndex } from '../../testing/seed-image.ts';
import type { TwoRegistries } from '../../testing/two-registries.ts';
import { quickRetries, startTwoRegistries } from '../../testing/two-registries.ts';
import { createTransfers } from './transfers.ts';

// How many calls a replication may take, planning and verifying included. Who the profiles are (STS) is asked apart.
// Digests and tags are read in requests of their own kind: four times both, planning and verifying.

const MiB = 1024 * 1024;
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
  from = registries.source.createRepository(`budget/source-${count}`);
  to = registries.destination.createRepository(`budget/destination-${count}`);
});

/** Replicates an image and gives back every call to ECR that it took. */
async function replicate(
  digest: string,
  tags: readonly string[],
  choice: DoorChoice = 'auto',
): Promise<readonly CallRecord[]> {
  const plans = createPlans(registries.access);
  const transfers = createTransfers({ plans, send: () => undefined, retryPolicy: quickRetries });
  registries.ecr.calls.clear();
  const request = registries.request(
    { from: from.name, to: to.name },
    [{ digest, sourceTags: ['v1'], destinationTags: [...tags] }],
    { door: choice },
  );
  const { plan } = await plans.create(request);
  transfers.start(plan.id);
  await expect.poll(() => transfers.list().every(({ state }) => isFinished(state))).toBe(true);
  expect(transfers.list()).toMatchObject([
    { state: { kind: 'done' }, images: [{ state: { verified: true } }] },
  ]);
  return registries.ecr.calls.all.filter(({ door }) => door === 'api');
}

const named = (calls: readonly CallRecord[], name: string): number =>
  calls.filter(({ operation }) => operation === name).length;

const layers = (number: number): readonly (readonly [string, number])[] =>
  Array.from({ length: number }, (_, index) => [`layer ${count} ${index}`, 1000 + index] as const);

test('a copy of n new blobs in p parts under t tags takes at most 3n + p + t + 15 calls', async () => {
  const { digest } = await seedImage(
    from,
    [
      ['large', 25 * MiB],
      ['exactly two parts', 20 * MiB],
      ['small', 1],
    ],
    ['v1'],
  );
  const tags = ['v1', 'v1.2', 'latest'];
  const calls = await replicate(digest, tags, 'api');
  const [blobs, parts] = [4, 3 + 2 + 1 + 1];
  expect(named(calls, 'UploadLayerPart')).toBe(parts);
  expect(calls.length).toBeLessThanOrEqual(3 * blobs + parts + tags.length + 15);
});

test('more than 100 blobs take the room of their batches: no more calls than that', async () => {
  const { digest } = await seedImage(from, layers(120), ['v1']);
  const calls = await replicate(digest, ['v1']);
  expect(named(calls, 'BatchCheckLayerAvailability')).toBe(6);
  expect(calls.length).toBeLessThanOrEqual(3 * 121 + 121 + 1 + 11 + 3);
});

test('further manifests cost two calls each: what is attached to them, and PutImage', async () => {
  const children = [];
  for (const [seed] of layers(3)) children.push(await seedImage(from, [[seed, 500]]));
  const calls = await replicate(seedIndex(from, children, ['v1']), ['v1']);
  // The level below the index takes a call to read, and one for the tags that could be attached to it.
  expect(calls.length).toBeLessThanOrEqual(3 * 6 + 6 + 1 + 10 + 2 * children.length + 2);
});

test.each([
  ['one batch of blobs', 99, 1],
  ['two batches of blobs', 119, 2],
])(
  'an image that is there takes at most 9 calls plus its batches, and moves no byte: %s',
  async (_, number, batches) => {
    const { digest } = await seedImage(from, layers(number), ['v1']);
    await replicate(digest, ['v1', 'latest']);

    const calls = await replicate(digest, ['v1', 'latest']);

    expect(named(calls, 'BatchCheckLayerAvailability')).toBe(batches);
    expect(calls.length).toBeLessThanOrEqual(9 + batches);
    expect(registries.ecr.calls.layerBytes).toBe(0);
  },
);
