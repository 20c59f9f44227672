import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { defaultTimeouts } from '../aws/network/timeouts.ts';
import type { Fault } from '../../local-ecr/faults/fault.ts';
import { createPlans } from '../plan/plan-store.ts';
import type { Relay } from '../../testing/relay.ts';
import { startRelay } from '../../testing/relay.ts';
import { seedImage, seedIndex } from '../../testing/seed-image.ts';
import type { TwoRegistries } from '../../testing/two-registries.ts';
import { quickRetries, startTwoRegistries } from '../../testing/two-registries.ts';
import { createTransfers } from '../transfers/transfers.ts';
import type { ReplicationEvent } from './upload/replication-event.ts';
import type { ReplicatorOptions } from './replicator.ts';
import { createReplicator } from './replicator.ts';
import type { SourceImage } from '../image-graph/source-image.ts';
import { loadSourceImages } from '../../testing/load-source-images.ts';

const MiB = 1024 * 1024;
/** Everything is an eighth of its real size, because these tests spend their time on bytes. */
const unit = 128 * 1024;
const partSizes = { proposed: 10 * unit, smallest: 5 * unit };
const hour = 3_600_000;
const timeouts = { ...defaultTimeouts, answer: 2_000, request: 2_000, stalledDownload: 500 };
let registries: TwoRegistries;
let relay: Relay;
let count = 0;

beforeAll(async () => {
  registries = await startTwoRegistries({
    timeouts,
    parts: partSizes,
    through: async (endpoint) => {
      relay = await startRelay(endpoint);
      return relay.endpoint;
    },
  });
});
afterAll(async () => {
  await relay.close();
  await registries.close();
});
beforeEach(() => {
  count += 1;
});
afterEach(() => {
  relay.restore();
  registries.ecr.faults.clear();
  registries.ecr.network.shape = {};
});

const load = async (name: string, digest: string, tag: string): Promise<SourceImage> => {
  const repository = await registries.sourceRepository(name);
  const [image] = await loadSourceImages(repository, [{ digest, tags: [tag] }]);
  if (!image) throw new Error('not loaded');
  return image;
};

const setUp = async (layerSize = 3 * MiB) => {
  const names = { from: `outages/source-${count}`, to: `outages/destination-${count}` };
  const from = registries.source.createRepository(names.from);
  const to = registries.destination.createRepository(names.to);
  const seeded = await seedImage(from, [['layer', layerSize]], ['v1']);
  const image = await load(names.from, seeded.digest, 'v1');
  const destination = await registries.destinationRepository(names.to);
  registries.ecr.calls.clear();
  const replicate = (options: Partial<ReplicatorOptions> = {}) =>
    createReplicator({ uploadMethod: 'api', retryPolicy: quickRetries, ...options }).replicate(
      image,
      destination,
    );
  return { names, from, to, seeded, destination, replicate };
};

describe('a connection that stalls is replaced', () => {
  test.each<[string, Fault]>([
    ['for a download before its first byte', { kind: 'stall', operation: 'DownloadLayer' }],
    ['for a part', { kind: 'stall', operation: 'UploadLayerPart' }],
    ['for the completion of a layer', { kind: 'stall', operation: 'CompleteLayerUpload' }],
    ['for the manifest', { kind: 'stall', operation: 'PutImage' }],
  ])('%s', async (_, fault) => {
    const { to, seeded, replicate } = await setUp();
    registries.ecr.faults.add(fault);
    await replicate();
    expect(registries.ecr.faults.waiting).toEqual([]);
    expect([...to.tags]).toEqual([['v1', seeded.digest]]);
  });

  test('for a download in its middle, at the next byte', async () => {
    const { to, seeded, replicate } = await setUp(8 * MiB);
    registries.ecr.network.shape = { down: { bytesPerSecondPerConnection: 16 * MiB } };
    const downloads = () =>
      registries.ecr.calls
        .of('DownloadLayer')
        .filter(({ digests }) => digests?.includes(seeded.layerDigests[0] ?? ''));
    let slowed = false;
    const copied = replicate({
      emit(event: ReplicationEvent) {
        if (slowed || event.kind !== 'layer-bytes' || event.received < MiB / 4) return;
        slowed = true;
        registries.ecr.network.shape = { down: { bytesPerSecondPerConnection: 1 } };
      },
    });
    await expect.poll(() => downloads().length, { interval: 5 }).toBeGreaterThan(1);
    registries.ecr.network.shape = {};
    await copied;
    expect([...to.tags]).toEqual([['v1', seeded.digest]]);
    expect(downloads().reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThan(15 * MiB);
  });

  test('and fails with one error when every connection stalls', async () => {
    const { to, replicate } = await setUp(MiB);
    registries.ecr.faults.add({ kind: 'stall', operation: 'DownloadLayer', times: 99 });
    await expect(replicate()).rejects.toMatchObject({
      data: { code: 'network', side: 'source', message: expect.stringContaining('ETIMEDOUT') },
    });
    expect([...to.tags]).toEqual([]);
  });
});

test('waits for a network that is unreachable for a while, and repeats nothing that was done', async () => {
  const { names, to, seeded } = await setUp(45 * unit);
  const plans = createPlans(registries.access);
  const { plan } = await plans.create(
    registries.request(names, [{ digest: seeded.digest, sourceTags: ['v1'], destinationTags: ['v1'] }], {
      uploadMethod: 'api',
    }),
  );
  let isCut = false;
  const transfers = createTransfers({
    plans,
    retryPolicy: { attempts: 200, firstWait: 1, longestWait: 20 },
    send({ status }) {
      if (isCut || status.bytes.transferred < 10 * unit) return;
      isCut = true;
      relay.cut();
    },
  });
  registries.ecr.network.shape = { down: { bytesPerSecondPerConnection: 60 * unit } };
  transfers.start(plan.id);
  // Many more than the six attempts of the default policy.
  await expect.poll(() => relay.resetCount, { interval: 5 }).toBeGreaterThan(20);
  expect(transfers.list()[0]?.state.kind).toBe('running');
  expect([...to.tags]).toEqual([]);
  relay.restore();
  await expect.poll(() => transfers.list()[0]?.state.kind).toBe('done');
  expect([...to.tags]).toEqual([['v1', seeded.digest]]);
  const parts = registries.ecr.calls
    .of('UploadLayerPart')
    .filter(({ outcome, bytes }) => outcome === 'ok' && bytes > unit);
  expect(parts).toHaveLength(5);
});

test('a transfer that is paused for longer than every timeout keeps its connection, and completes', async () => {
  const { names, to, seeded } = await setUp(45 * MiB);
  const plans = createPlans(registries.access);
  const { plan } = await plans.create(
    registries.request(names, [{ digest: seeded.digest, sourceTags: ['v1'], destinationTags: ['v1'] }]),
  );
  const callsOf = (operation: string) =>
    registries.ecr.calls.of(operation).filter(({ bytes }) => bytes > MiB);
  let isPaused = false;
  const transfers = createTransfers({
    plans,
    retryPolicy: { ...quickRetries, attempts: 2 },
    send({ status: { id, bytes } }) {
      if (isPaused || bytes.transferred < 5 * MiB) return;
      isPaused = true;
      transfers.pause(id);
    },
  });
  registries.ecr.network.shape = { down: { bytesPerSecondPerConnection: 60 * MiB } };
  const { id } = transfers.start(plan.id);
  await expect.poll(() => transfers.list()[0]?.state.kind, { interval: 5 }).toBe('paused');
  // The timeouts have to pass without effect.
  await delay(timeouts.request + timeouts.stalledDownload);
  expect(callsOf('DownloadLayer').map(({ outcome }) => outcome)).toEqual([undefined]);
  registries.ecr.network.shape = {};
  transfers.resume(id);
  await expect.poll(() => transfers.list()[0]?.state.kind).toBe('done');
  expect([...to.tags]).toEqual([['v1', seeded.digest]]);
  expect(callsOf('CompleteLayerUpload')).toHaveLength(1);
});

test.each([
  ['is slow by hours', 3 * hour, 3 * hour],
  ['is fast by hours', -3 * hour, -3 * hour],
  ['is corrected during the copy', 3 * hour, 0],
])('corrects a clock that %s', async (_, atFirst, later) => {
  const { to, seeded, replicate } = await setUp();
  registries.ecr.faults.skewClock(atFirst);
  await replicate({
    emit({ kind }) {
      if (kind === 'layer-bytes') registries.ecr.faults.skewClock(later);
    },
  });
  expect([...to.tags]).toEqual([['v1', seeded.digest]]);
  expect(registries.ecr.calls.all.some(({ outcome }) => outcome === 'InvalidSignatureException')).toBe(true);
});

describe('the destination changes during the copy', () => {
  test('puts a deleted child again, before the index that refers to it', async () => {
    const { names, from, to, destination } = await setUp();
    const children = [await seedImage(from, [['amd64', MiB]]), await seedImage(from, [['arm64', MiB]])];
    const index = seedIndex(from, children, ['multi']);
    const image = await load(names.from, index, 'multi');
    registries.ecr.faults.add({ kind: 'delete-untagged', operation: 'PutImage', digest: index });
    await createReplicator({ uploadMethod: 'api', retryPolicy: quickRetries }).replicate(image, destination);
    expect(registries.ecr.faults.waiting).toEqual([]);
    expect(registries.ecr.calls.of('PutImage').map(({ outcome }) => outcome)).toContain(
      'ReferencedImagesNotFoundException',
    );
    expect([...to.tags]).toEqual([['multi', index]]);
    for (const { digest, manifest } of children) expect(to.images.get(digest)?.manifest).toBe(manifest);
  });

  test('fails with one error and no tag when children are deleted again and again', async () => {
    const { names, from, to, destination } = await setUp();
    const index = seedIndex(from, [await seedImage(from, [['amd64', MiB]])], ['multi']);
    const image = await load(names.from, index, 'multi');
    registries.ecr.faults.add({ kind: 'delete-untagged', operation: 'PutImage', digest: index, times: 99 });
    await expect(
      createReplicator({ uploadMethod: 'api', retryPolicy: quickRetries }).replicate(image, destination),
    ).rejects.toMatchObject({ data: { code: 'image-not-found', side: 'destination' } });
    expect([...to.tags]).toEqual([]);
  });

  test('leaves a tag that became immutable unchanged, and names it in the error', async () => {
    const { to, replicate } = await setUp();
    const other = await seedImage(to, [['other', 10]], ['v1']);
    let isChanged = false;
    const copied = replicate({
      emit({ kind }) {
        if (isChanged || kind !== 'layer-bytes') return;
        isChanged = true;
        to.settings.tagMutability = 'IMMUTABLE';
      },
    });
    await expect(copied).rejects.toMatchObject({
      data: {
        code: 'tag-immutable',
        side: 'destination',
        action: 'change-tags',
        message: expect.stringContaining('Tag v1 already points to another image'),
      },
    });
    expect([...to.tags]).toEqual([['v1', other.digest]]);
  });
});
