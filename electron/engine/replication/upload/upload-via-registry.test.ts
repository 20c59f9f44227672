import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { UploadMethodChoice } from '../../../../shared/models/upload-method.ts';
import type { ErrorData } from '../../../../shared/result.ts';
import type { Fault } from '../../../local-ecr/faults/fault.ts';
import { seedImage } from '../../../testing/seed-image.ts';
import type { TwoRegistries } from '../../../testing/two-registries.ts';
import { quickRetries, startTwoRegistries } from '../../../testing/two-registries.ts';
import type { ReplicationEvent } from '../replication-event.ts';
import { createReplicator } from '../replicator.ts';
import { loadSourceImages } from '../../../testing/load-source-images.ts';
import { createRegistryPings } from '../../oci-registry/ping-registry.ts';

const MiB = 1024 * 1024;
/** A little more than two parts of the minimum size. */
const layerSize = 11 * MiB;
let registries: TwoRegistries;
let count = 0;

beforeAll(async () => {
  registries = await startTwoRegistries();
});
afterAll(() => registries.close());
beforeEach(() => {
  count += 1;
  registries.ecr.faults.clear();
});

const setUp = async () => {
  const names = { from: `via-registry/source-${count}`, to: `via-registry/destination-${count}` };
  const from = registries.source.createRepository(names.from);
  const to = registries.destination.createRepository(names.to);
  const seeded = await seedImage(from, [[`layer ${count}`, layerSize]]);
  const [image] = await loadSourceImages(await registries.sourceRepository(names.from), [
    { digest: seeded.digest, tags: ['v1'] },
  ]);
  if (!image) throw new Error('not loaded');
  registries.ecr.calls.clear();
  const destination = await registries.destinationRepository(names.to);
  return { to, seeded, image, destination, layer: seeded.layerDigests[0] ?? '' };
};
type SetUp = Awaited<ReturnType<typeof setUp>>;

/** Replicates. @returns the events. */
const replicate = async (
  { image, destination }: SetUp,
  uploadMethod: UploadMethodChoice = 'registry',
): Promise<readonly ReplicationEvent[]> => {
  const events: ReplicationEvent[] = [];
  const emit = (event: ReplicationEvent): void => void events.push(event);
  await createReplicator({ uploadMethod, retryPolicy: quickRetries, emit }).replicate(image, destination);
  return events;
};

const expectComplete = ({ to, seeded, layer }: SetUp): void => {
  expect([...to.tags]).toEqual([['v1', seeded.digest]]);
  expect(to.layers.get(layer)?.content.size).toBe(layerSize);
  expect(registries.ecr.faults.waiting).toEqual([]);
};

const layerCalls = (service: 'api' | 'registry') =>
  registries.ecr.calls
    .of('InitiateLayerUpload', 'UploadLayerPart', 'CompleteLayerUpload')
    .filter((call) => call.service === service);

/** Layer bytes that arrived at the registry endpoint. */
const sentBytes = (): number => layerCalls('registry').reduce((sum, { bytes }) => sum + bytes, 0);

test('uploads a layer with two requests and no additional byte', async () => {
  const at = await setUp();
  await replicate(at);
  expectComplete(at);
  const ofLayer = layerCalls('registry').map(({ operation }) => operation);
  expect(ofLayer.toSorted()).toEqual([
    'CompleteLayerUpload',
    'CompleteLayerUpload',
    'InitiateLayerUpload',
    'InitiateLayerUpload',
  ]);
  const config = at.to.layers.get(at.seeded.configDigest)?.content.size ?? 0;
  expect(sentBytes()).toBe(layerSize + config);
  expect(layerCalls('api')).toEqual([]);
  expect(registries.ecr.calls.of('GetAuthorizationToken')).toHaveLength(1);
});

describe('completes the copy with the right digest after', () => {
  test.each<[string, Fault]>([
    ['lost response to the start', { kind: 'lose-answer', operation: 'InitiateLayerUpload' }],
    ['lost response to the completion', { kind: 'lose-answer', operation: 'CompleteLayerUpload' }],
    ['connection reset before the body', { kind: 'reset-request', operation: 'CompleteLayerUpload' }],
    [
      'connection reset in the body, after the minimum part size',
      { kind: 'reset-request-body', operation: 'CompleteLayerUpload', afterBytes: 6 * MiB },
    ],
    [
      'connection reset in the body, before the minimum part size',
      { kind: 'reset-request-body', operation: 'CompleteLayerUpload', afterBytes: MiB },
    ],
    ['connection reset during the download', { kind: 'reset-download', afterBytes: 6 * MiB }],
    ['one corrupt download', { kind: 'corrupt-layer', atByte: 7 * MiB }],
    ['a download that ends early', { kind: 'truncate-layer', afterBytes: 4 * MiB }],
    ['server error 500', { kind: 'server-error', status: 500, operation: 'CompleteLayerUpload', times: 3 }],
    ['server error 503', { kind: 'server-error', status: 503, operation: 'InitiateLayerUpload', times: 3 }],
    ['throttling', { kind: 'throttle', operation: 'InitiateLayerUpload', times: 4 }],
    ['an upload that expires', { kind: 'upload-expired', operation: 'CompleteLayerUpload' }],
    ['a revoked token', { kind: 'expired-token', operation: 'CompleteLayerUpload' }],
    ['layers collected before PutImage', { kind: 'collect-layers', operation: 'PutImage' }],
  ])('%s', async (_, fault) => {
    const at = await setUp();
    registries.ecr.faults.add(fault);
    await replicate(at);
    expectComplete(at);
  });

  test('continues after the bytes that the registry has when a connection breaks', async () => {
    const at = await setUp();
    registries.ecr.faults.add({
      kind: 'reset-request-body',
      operation: 'CompleteLayerUpload',
      afterBytes: 6 * MiB,
    });
    const events = await replicate(at);
    expectComplete(at);
    expect(sentBytes()).toBeLessThan(layerSize + MiB);
    expect(events).toContainEqual({ kind: 'layer-continued', digest: at.layer, bytes: 6 * MiB });
  });

  test('starts again when a connection breaks before the minimum part size', async () => {
    const at = await setUp();
    registries.ecr.faults.add({
      kind: 'reset-request-body',
      operation: 'CompleteLayerUpload',
      afterBytes: MiB,
    });
    await replicate(at);
    expectComplete(at);
    expect(sentBytes()).toBeLessThan(layerSize + 2 * MiB);
  });

  test('corrects a wrong status of the upload by the registry’s refusal of a chunk', async () => {
    const at = await setUp();
    registries.ecr.faults.add({
      kind: 'reset-request-body',
      operation: 'CompleteLayerUpload',
      afterBytes: 6 * MiB,
    });
    registries.ecr.faults.add({ kind: 'stale-range' });
    await replicate(at);
    expectComplete(at);
    expect(registries.ecr.calls.of('InitiateLayerUpload')).toHaveLength(2);
  });
});

describe('fails with one error and no tag for', () => {
  test.each<[string, Fault, Partial<ErrorData>]>([
    ['a corrupt source', { kind: 'corrupt-layer', times: 99 }, { code: 'digest-mismatch', side: 'source' }],
    [
      'a download that always breaks',
      { kind: 'reset-download', afterBytes: 0, times: 999 },
      { code: 'network', side: 'source' },
    ],
    [
      'a server that is down',
      { kind: 'server-error', status: 500, operation: 'CompleteLayerUpload', times: 999 },
      { code: 'service-unavailable', side: 'destination' },
    ],
    [
      'an upload that is always lost',
      { kind: 'upload-expired', operation: 'CompleteLayerUpload', times: 99 },
      { code: 'upload-rejected', side: 'destination' },
    ],
    [
      'denied',
      { kind: 'access-denied', operation: 'InitiateLayerUpload', times: 99 },
      { code: 'access-denied', side: 'destination' },
    ],
  ])('%s', async (_, fault, error) => {
    const at = await setUp();
    registries.ecr.faults.add(fault);
    await expect(replicate(at)).rejects.toMatchObject({ data: error });
    expect([...at.to.tags]).toEqual([]);
  });
});

describe('falls back to the API', () => {
  test('when the registry endpoint keeps failing during the copy, and reports why', async () => {
    const at = await setUp();
    // Layer and config each send once, and then request the status five times. One fault remains for the API.
    registries.ecr.faults.add({ kind: 'reset-request', operation: 'CompleteLayerUpload', times: 2 });
    registries.ecr.faults.add({ kind: 'reset-request', operation: 'UploadLayerPart', times: 11 });
    const events = await replicate(at, 'auto');
    expect([...at.to.tags]).toEqual([['v1', at.seeded.digest]]);
    expect(events.filter(({ kind }) => kind === 'registry-unavailable')).toMatchObject([
      { error: { code: 'network', side: 'destination' } },
    ]);
    expect(layerCalls('api').length).toBeGreaterThan(0);
  });

  test('when the token is denied', async () => {
    const at = await setUp();
    registries.ecr.faults.deny({ action: 'ecr:GetAuthorizationToken' });
    const events = await replicate(at, 'auto');
    expect([...at.to.tags]).toEqual([['v1', at.seeded.digest]]);
    expect(events.filter(({ kind }) => kind === 'registry-unavailable')).toMatchObject([
      { error: { code: 'access-denied' } },
    ]);
  });

  test('when every token is refused, and names the refused request', async () => {
    const at = await setUp();
    registries.ecr.faults.add({ kind: 'expired-token', operation: 'CheckAccess', times: 9 });
    const ping = createRegistryPings()(at.destination);
    await expect(ping).rejects.toMatchObject({
      data: {
        code: 'access-denied',
        side: 'destination',
        message: expect.stringMatching(/^127\.0\.0\.1:\d+ refused GET \/v2\/ with the authorization token/),
      },
    });
    registries.ecr.faults.clear();
    // Of the two blobs, layer and config, one is refused twice.
    registries.ecr.faults.add({ kind: 'expired-token', operation: 'CompleteLayerUpload', times: 3 });
    const events = await replicate(at, 'auto');
    expect([...at.to.tags]).toEqual([['v1', at.seeded.digest]]);
    expect(events.find(({ kind }) => kind === 'registry-unavailable')).toMatchObject({
      error: { code: 'access-denied', message: expect.stringContaining('refused PUT /v2/via-registry/destination') },
      retryIn: undefined,
    });
  });

  test('but not after one failed ping', async () => {
    const at = await setUp();
    registries.ecr.faults.add({ kind: 'reset-request', operation: 'CheckAccess' });
    await createRegistryPings()(at.destination);
    expect(registries.ecr.calls.of('CheckAccess')).toHaveLength(2);
  });

  test('but not for an error of the source', async () => {
    const at = await setUp();
    registries.ecr.faults.add({ kind: 'corrupt-layer', times: 99 });
    await expect(replicate(at, 'auto')).rejects.toMatchObject({ data: { code: 'digest-mismatch' } });
    expect(layerCalls('api')).toEqual([]);
  });
});

test('cancelling stops within a second, and writes no tag', async () => {
  const at = await setUp();
  registries.ecr.network.shape = { up: { bytesPerSecondPerConnection: 4 * MiB } };
  const controller = new AbortController();
  const copy = createReplicator({ uploadMethod: 'registry', signal: controller.signal }).replicate(
    at.image,
    at.destination,
  );
  await expect.poll(sentBytes, { interval: 5 }).toBeGreaterThan(MiB);
  const cancelledAt = performance.now();
  controller.abort();
  await expect(copy).rejects.toThrow(/aborted/i);
  expect(performance.now() - cancelledAt).toBeLessThan(1_000);
  expect([...at.to.tags]).toEqual([]);
  registries.ecr.network.shape = {};
});

test('downloads a layer while its upload is started', async () => {
  registries.ecr.network.shape = { latencyMs: 40 };
  try {
    const at = await setUp();
    await replicate(at);
    expectComplete(at);
  } finally {
    registries.ecr.network.shape = {};
  }
  const first = (operation: string) => registries.ecr.calls.of(operation)[0];
  const startedAt = first('InitiateLayerUpload')?.endedAt ?? 0;
  expect(first('GetDownloadUrlForLayer')?.startedAt).toBeLessThan(startedAt);
});

/** One image in one of two repositories of the same registry. */
const setUpSameRegistry = async () => {
  const names = { from: `via-registry/one-${count}`, to: `via-registry/two-${count}` };
  const from = registries.source.createRepository(names.from);
  const to = registries.source.createRepository(names.to);
  const seeded = await seedImage(from, [[`layer ${count}`, layerSize]], ['v1']);
  const [image] = await loadSourceImages(await registries.sourceRepository(names.from), [
    { digest: seeded.digest, tags: ['v1'] },
  ]);
  if (!image) throw new Error('not loaded');
  registries.ecr.calls.clear();
  const destination = await registries.sourceRepository(names.to);
  return { to, seeded, image, destination, layer: seeded.layerDigests[0] ?? '' };
};

describe('between two repositories of one registry', () => {
  test('mounts layers without transferring a byte', async () => {
    registries.source.accountSettings.set('BLOB_MOUNTING', 'ENABLED');
    const at = await setUpSameRegistry();
    const events = await replicate(at, 'auto');
    expectComplete(at);
    expect(registries.ecr.calls.layerBytes).toBe(0);
    expect(events).toContainEqual({ kind: 'layer', digest: at.layer, state: 'mounted' });
  });

  test('sends layers when mounting is not enabled', async () => {
    registries.source.accountSettings.set('BLOB_MOUNTING', 'DISABLED');
    const at = await setUpSameRegistry();
    await replicate(at, 'auto');
    expectComplete(at);
    expect(sentBytes()).toBeGreaterThanOrEqual(layerSize);
  });
});

/** Copies one image into two repositories of the destination's registry, one after the other, with one replicator. */
const replicateTwice = async (before: (second: string) => void = () => undefined) => {
  const at = await setUp();
  const second = registries.destination.createRepository(`via-registry/second-${count}`);
  const events: ReplicationEvent[] = [];
  const emit = (event: ReplicationEvent): void => void events.push(event);
  const replicator = createReplicator({ retryPolicy: quickRetries, emit });
  await replicator.replicate(at.image, at.destination);
  registries.ecr.calls.clear();
  before(second.name);
  await replicator.replicate(at.image, await registries.destinationRepository(second.name));
  expectComplete({ ...at, to: second });
  return { ...at, events };
};

describe('into two repositories of another registry', () => {
  beforeEach(() => registries.destination.accountSettings.set('BLOB_MOUNTING', 'ENABLED'));

  test('uploads layers once, and mounts them from the first into the second', async () => {
    const { events, layer } = await replicateTwice();
    expect(registries.ecr.calls.layerBytes).toBe(0);
    expect(events).toContainEqual({ kind: 'layer', digest: layer, state: 'mounted' });
  });

  test('sends layers when mounting is not enabled', async () => {
    registries.destination.accountSettings.set('BLOB_MOUNTING', 'DISABLED');
    await replicateTwice();
    expect(sentBytes()).toBeGreaterThanOrEqual(layerSize);
  });

  test('sends layers through the registry endpoint when it refuses a mount', async () => {
    await replicateTwice((repositoryName) =>
      registries.ecr.faults.add({
        kind: 'access-denied',
        operation: 'InitiateLayerUpload',
        repositoryName,
        times: 2,
      }),
    );
    expect(layerCalls('api')).toEqual([]);
    expect(layerCalls('registry').filter(({ outcome }) => outcome !== 'ok')).toHaveLength(2);
    expect(sentBytes()).toBeGreaterThanOrEqual(layerSize);
  });
});
