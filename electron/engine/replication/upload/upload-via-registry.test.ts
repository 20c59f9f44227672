import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { UploadMethodChoice } from '../../../../shared/models/upload-method.ts';
import type { ErrorData } from '../../../../shared/models/result.ts';
import type { Fault } from '../../../local-ecr/faults/fault.ts';
import { seedImage } from '../../../testing/seed-image.ts';
import type { TwoRegistries } from '../../../testing/two-registries.ts';
import { quickRetries, startTwoRegistries } from '../../../testing/two-registries.ts';
import type { ReplicationEvent } from '../replication-event.ts';
import { createReplicator } from '../replicator.ts';
import { loadSourceImages } from '../../../testing/load-source-images.ts';
import { createRegistryPings } from '../../oci-registry/ping-registry.ts';

const MiB = 1024 * 1024;
/** Enough for two parts of the smallest size that the registry keeps, and a little more. */
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
  const names = { from: `door/source-${count}`, to: `door/destination-${count}` };
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

/** Replicates, and gives back what was told on the way. */
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

/** Layer bytes that came in at the registry's door. */
const sent = (): number => layerCalls('registry').reduce((sum, { bytes }) => sum + bytes, 0);

test('two requests and no byte more than the layer has', async () => {
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
  expect(sent()).toBe(layerSize + config);
  expect(layerCalls('api')).toEqual([]);
  expect(registries.ecr.calls.of('GetAuthorizationToken')).toHaveLength(1);
});

describe('faults that are survived: the right digest in the end', () => {
  test.each<[string, Fault]>([
    ['lost answer to the beginning', { kind: 'lose-answer', operation: 'InitiateLayerUpload' }],
    ['lost answer to the end', { kind: 'lose-answer', operation: 'CompleteLayerUpload' }],
    ['connection reset before the body', { kind: 'reset-request', operation: 'CompleteLayerUpload' }],
    [
      'connection reset in mid-body, after enough to keep',
      { kind: 'reset-request-body', operation: 'CompleteLayerUpload', afterBytes: 6 * MiB },
    ],
    [
      'connection reset after too little for a part',
      { kind: 'reset-request-body', operation: 'CompleteLayerUpload', afterBytes: MiB },
    ],
    ['connection reset in mid-download', { kind: 'reset-download', afterBytes: 6 * MiB }],
    ['one corrupt download', { kind: 'corrupt-layer', atByte: 7 * MiB }],
    ['a download that ends early', { kind: 'truncate-layer', afterBytes: 4 * MiB }],
    ['server error 500', { kind: 'server-error', status: 500, operation: 'CompleteLayerUpload', times: 3 }],
    ['server error 503', { kind: 'server-error', status: 503, operation: 'InitiateLayerUpload', times: 3 }],
    ['throttling', { kind: 'throttle', operation: 'InitiateLayerUpload', times: 4 }],
    ['an upload that expires', { kind: 'upload-expired', operation: 'CompleteLayerUpload' }],
    ['a token taken back', { kind: 'expired-token', operation: 'CompleteLayerUpload' }],
    ['layers collected before PutImage', { kind: 'collect-layers', operation: 'PutImage' }],
  ])('%s', async (_, fault) => {
    const at = await setUp();
    registries.ecr.faults.add(fault);
    await replicate(at);
    expectComplete(at);
  });

  test('a connection that breaks goes on from what the registry holds', async () => {
    const at = await setUp();
    registries.ecr.faults.add({
      kind: 'reset-request-body',
      operation: 'CompleteLayerUpload',
      afterBytes: 6 * MiB,
    });
    const events = await replicate(at);
    expectComplete(at);
    expect(sent()).toBeLessThan(layerSize + MiB);
    expect(events).toContainEqual({ kind: 'layer-continued', digest: at.layer, bytes: 6 * MiB });
  });

  test('a connection that breaks before a whole part begins anew at once', async () => {
    const at = await setUp();
    registries.ecr.faults.add({
      kind: 'reset-request-body',
      operation: 'CompleteLayerUpload',
      afterBytes: MiB,
    });
    await replicate(at);
    expectComplete(at);
    expect(sent()).toBeLessThan(layerSize + 2 * MiB);
  });

  test('where the registry says wrongly what it holds, its refusal of a chunk says what it is', async () => {
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

describe('what cannot be mended ends in one clear error, and no tag', () => {
  test.each<[string, Fault, Partial<ErrorData>]>([
    ['corrupt for good', { kind: 'corrupt-layer', times: 99 }, { code: 'digest-mismatch', side: 'source' }],
    [
      'download always broken',
      { kind: 'reset-download', afterBytes: 0, times: 999 },
      { code: 'network', side: 'source' },
    ],
    [
      'server down',
      { kind: 'server-error', status: 500, operation: 'CompleteLayerUpload', times: 999 },
      { code: 'service-unavailable', side: 'destination' },
    ],
    [
      'upload lost for ever',
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

describe('the API takes over', () => {
  test('where the registry’s door fails for good, within the copy, and says why', async () => {
    const at = await setUp();
    // Layer and config: each sends once, and then asks five times how far it came. One fault is left for the API.
    registries.ecr.faults.add({ kind: 'reset-request', operation: 'CompleteLayerUpload', times: 2 });
    registries.ecr.faults.add({ kind: 'reset-request', operation: 'UploadLayerPart', times: 11 });
    const events = await replicate(at, 'auto');
    expect([...at.to.tags]).toEqual([['v1', at.seeded.digest]]);
    expect(events.filter(({ kind }) => kind === 'door-closed')).toMatchObject([
      { error: { code: 'network', side: 'destination' } },
    ]);
    expect(layerCalls('api').length).toBeGreaterThan(0);
  });

  test('where the token is not allowed', async () => {
    const at = await setUp();
    registries.ecr.faults.deny({ action: 'ecr:GetAuthorizationToken' });
    const events = await replicate(at, 'auto');
    expect([...at.to.tags]).toEqual([['v1', at.seeded.digest]]);
    expect(events.filter(({ kind }) => kind === 'door-closed')).toMatchObject([
      { error: { code: 'access-denied' } },
    ]);
  });

  test('where every token is refused, and the refused request is named', async () => {
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
    // Two blobs, layer and config: one of them meets two refusals.
    registries.ecr.faults.add({ kind: 'expired-token', operation: 'CompleteLayerUpload', times: 3 });
    const events = await replicate(at, 'auto');
    expect([...at.to.tags]).toEqual([['v1', at.seeded.digest]]);
    expect(events.find(({ kind }) => kind === 'door-closed')).toMatchObject({
      error: { code: 'access-denied', message: expect.stringContaining('refused PUT /v2/door/destination') },
      retryIn: undefined,
    });
  });

  test('but not after one failed first contact', async () => {
    const at = await setUp();
    registries.ecr.faults.add({ kind: 'reset-request', operation: 'CheckAccess' });
    await createRegistryPings()(at.destination);
    expect(registries.ecr.calls.of('CheckAccess')).toHaveLength(2);
  });

  test('but not for what the source does wrong', async () => {
    const at = await setUp();
    registries.ecr.faults.add({ kind: 'corrupt-layer', times: 99 });
    await expect(replicate(at, 'auto')).rejects.toMatchObject({ data: { code: 'digest-mismatch' } });
    expect(layerCalls('api')).toEqual([]);
  });
});

test('cancelling stops within a second, and tags nothing', async () => {
  const at = await setUp();
  registries.ecr.network.shape = { up: { bytesPerSecondPerConnection: 4 * MiB } };
  const controller = new AbortController();
  const copy = createReplicator({ uploadMethod: 'registry', signal: controller.signal }).replicate(
    at.image,
    at.destination,
  );
  await expect.poll(sent, { interval: 5 }).toBeGreaterThan(MiB);
  const cancelledAt = performance.now();
  controller.abort();
  await expect(copy).rejects.toThrow(/aborted/i);
  expect(performance.now() - cancelledAt).toBeLessThan(1_000);
  expect([...at.to.tags]).toEqual([]);
  registries.ecr.network.shape = {};
});

test('a layer begins to come down while its upload is opened', async () => {
  registries.ecr.network.shape = { latencyMs: 40 };
  try {
    const at = await setUp();
    await replicate(at);
    expectComplete(at);
  } finally {
    registries.ecr.network.shape = {};
  }
  const first = (operation: string) => registries.ecr.calls.of(operation)[0];
  const opened = first('InitiateLayerUpload')?.endedAt ?? 0;
  expect(first('GetDownloadUrlForLayer')?.startedAt).toBeLessThan(opened);
});

/** One image in one of two repositories of the same registry. */
const within = async () => {
  const names = { from: `door/one-${count}`, to: `door/two-${count}` };
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
  test('layers are mounted, and no byte of them moves', async () => {
    registries.source.accountSettings.set('BLOB_MOUNTING', 'ENABLED');
    const at = await within();
    const events = await replicate(at, 'auto');
    expectComplete(at);
    expect(registries.ecr.calls.layerBytes).toBe(0);
    expect(events).toContainEqual({ kind: 'layer', digest: at.layer, state: 'mounted' });
  });

  test('where mounting is not enabled, they are sent', async () => {
    registries.source.accountSettings.set('BLOB_MOUNTING', 'DISABLED');
    const at = await within();
    await replicate(at, 'auto');
    expectComplete(at);
    expect(sent()).toBeGreaterThanOrEqual(layerSize);
  });
});

/** The same image into one repository after another of the destination's registry, by one replicator. */
const intoTwo = async (before: (second: string) => void = () => undefined) => {
  const at = await setUp();
  const second = registries.destination.createRepository(`door/second-${count}`);
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

  test('layers move once, and are mounted from the first into the second', async () => {
    const { events, layer } = await intoTwo();
    expect(registries.ecr.calls.layerBytes).toBe(0);
    expect(events).toContainEqual({ kind: 'layer', digest: layer, state: 'mounted' });
  });

  test('where mounting is not enabled, they are sent', async () => {
    registries.destination.accountSettings.set('BLOB_MOUNTING', 'DISABLED');
    await intoTwo();
    expect(sent()).toBeGreaterThanOrEqual(layerSize);
  });

  test('where the registry refuses a mount, they are sent the same way', async () => {
    await intoTwo((repositoryName) =>
      registries.ecr.faults.add({
        kind: 'access-denied',
        operation: 'InitiateLayerUpload',
        repositoryName,
        times: 2,
      }),
    );
    expect(layerCalls('api')).toEqual([]);
    expect(layerCalls('registry').filter(({ outcome }) => outcome !== 'ok')).toHaveLength(2);
    expect(sent()).toBeGreaterThanOrEqual(layerSize);
  });
});
