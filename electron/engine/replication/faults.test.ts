import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ErrorData } from '../../../shared/result.ts';
import type { Fault } from '../../local-ecr/faults/fault.ts';
import { addLayer } from '../../local-ecr/registry/layers.ts';
import type { SeededImage } from '../../testing/seed-image.ts';
import { seedImage } from '../../testing/seed-image.ts';
import type { TwoRegistries } from '../../testing/two-registries.ts';
import { quickRetries, startTwoRegistries } from '../../testing/two-registries.ts';
import type { ReplicationEvent } from './replication-event.ts';
import { createReplicator } from './replicator.ts';
import { loadSourceImages } from '../../testing/load-source-images.ts';

/** Everything is a tenth of its real size: bytes are what these tests take their time for. */
const unit = 100 * 1024;
const partSizes = { proposed: 10 * unit, smallest: 5 * unit };
const layerSize = 25 * unit;
let registries: TwoRegistries;
let count = 0;

beforeAll(async () => {
  registries = await startTwoRegistries({ parts: partSizes });
});
afterAll(() => registries.close());
beforeEach(() => {
  count += 1;
  registries.ecr.faults.clear();
});

/**
 * One image with one layer of three parts, in repositories of the test's own. Its config is at the destination: what
 * strikes an upload or a download strikes the layer.
 */
const setUp = async () => {
  const names = { from: `faults/source-${count}`, to: `faults/destination-${count}` };
  const from = registries.source.createRepository(names.from);
  const to = registries.destination.createRepository(names.to);
  const seeded = await seedImage(from, [['layer', layerSize]]);
  const config = from.layers.get(seeded.configDigest)?.content;
  if (config) addLayer(to, seeded.configDigest, config);
  const [image] = await loadSourceImages(await registries.sourceRepository(names.from), [
    { digest: seeded.digest, tags: ['v1'] },
  ]);
  if (!image) throw new Error('not loaded');
  return { from, to, seeded, image, destination: await registries.destinationRepository(names.to) };
};
type SetUp = Awaited<ReturnType<typeof setUp>>;

const layerOf = ({ layerDigests }: SeededImage): string => layerDigests[0] ?? '';

const replicate = async (
  { image, destination }: SetUp,
  signal?: AbortSignal,
  emit: (event: ReplicationEvent) => void = () => undefined,
) =>
  createReplicator({
    uploadMethod: 'api',
    retryPolicy: quickRetries,
    emit,
    ...(signal ? { signal } : {}),
  }).replicate(image, destination);

const expectComplete = ({ to, seeded }: SetUp): void => {
  expect([...to.tags]).toEqual([['v1', seeded.digest]]);
  expect(to.images.get(seeded.digest)?.manifest).toBe(seeded.manifest);
  expect(registries.ecr.faults.waiting).toEqual([]);
};

/** Parts of the layer that ECR took, and bytes that were downloaded for them. */
const moved = () => {
  const parts = registries.ecr.calls.of('UploadLayerPart').filter(({ outcome }) => outcome === 'ok');
  const downloads = registries.ecr.calls.of('DownloadLayer');
  return { parts: parts.length, bytes: downloads.reduce((sum, { bytes }) => sum + bytes, 0) };
};

describe('faults that are survived: the right digest in the end', () => {
  test.each<[string, Fault]>([
    ['connection reset in mid-download', { kind: 'reset-download', afterBytes: 12 * unit }],
    ['download broken off several times', { kind: 'reset-download', afterBytes: 3 * unit, times: 5 }],
    ['layer URL expired in mid-download', { kind: 'expire-download', afterBytes: 12 * unit }],
    ['a download cut short in good order', { kind: 'truncate-layer', afterBytes: 12 * unit, times: 2 }],
    ['one corrupt download', { kind: 'corrupt-layer', atByte: 13 * unit }],
    [
      'connection reset in mid-part',
      { kind: 'reset-request-body', operation: 'UploadLayerPart', afterBytes: unit },
    ],
    ['lost answer to UploadLayerPart', { kind: 'lose-answer', operation: 'UploadLayerPart' }],
    ['lost answer to InitiateLayerUpload', { kind: 'lose-answer', operation: 'InitiateLayerUpload' }],
    ['lost answer to CompleteLayerUpload', { kind: 'lose-answer', operation: 'CompleteLayerUpload' }],
    ['lost answer to PutImage', { kind: 'lose-answer', operation: 'PutImage' }],
    ['upload session expired at a part', { kind: 'upload-expired', operation: 'UploadLayerPart' }],
    ['upload session expired at the end', { kind: 'upload-expired', operation: 'CompleteLayerUpload' }],
    ['server error 500', { kind: 'server-error', status: 500, operation: 'UploadLayerPart', times: 3 }],
    ['server error 503', { kind: 'server-error', status: 503, operation: 'PutImage', times: 3 }],
    ['throttling', { kind: 'throttle', operation: 'PutImage', times: 4 }],
    ['layers collected before PutImage', { kind: 'collect-layers', operation: 'PutImage' }],
    ['credentials expired for one call', { kind: 'expired-token', operation: 'UploadLayerPart' }],
  ])('%s', async (_, fault) => {
    const at = await setUp();
    registries.ecr.faults.add(fault);
    await replicate(at);
    expectComplete(at);
  });

  test.each<[string, Fault, { readonly parts: number; readonly restarts: number }]>([
    ['lost answer', { kind: 'lose-answer', operation: 'UploadLayerPart' }, { parts: 3, restarts: 0 }],
    [
      'connection reset',
      { kind: 'reset-request-body', operation: 'UploadLayerPart', afterBytes: unit },
      { parts: 3, restarts: 0 },
    ],
    [
      'server error',
      { kind: 'server-error', status: 500, operation: 'UploadLayerPart', times: 3 },
      { parts: 3, restarts: 0 },
    ],
    ['throttling', { kind: 'throttle', operation: 'UploadLayerPart', times: 4 }, { parts: 3, restarts: 0 }],
    [
      'upload session expired',
      { kind: 'upload-expired', operation: 'UploadLayerPart' },
      { parts: 4, restarts: 1 },
    ],
  ])('after the first part: %s', async (_, fault, { parts, restarts }) => {
    const at = await setUp();
    registries.ecr.calls.clear();
    const events: ReplicationEvent[] = [];
    let struck = false;
    await replicate(at, undefined, (event) => {
      events.push(event);
      if (struck || event.kind !== 'layer-bytes' || event.sent === 0) return;
      struck = true;
      registries.ecr.faults.add(fault);
    });
    expectComplete(at);
    expect(moved().parts).toBe(parts);
    expect(events.filter(({ kind }) => kind === 'layer-restart')).toHaveLength(restarts);
    // What ECR holds is never downloaded anew unless the upload itself is gone.
    expect(moved().bytes).toBeLessThan((1.2 + restarts) * layerSize);
  });

  test('a download that breaks off goes on where it was instead of from the start', async () => {
    const at = await setUp();
    registries.ecr.calls.clear();
    registries.ecr.faults.add({ kind: 'reset-download', afterBytes: 20 * unit, digest: layerOf(at.seeded) });
    await replicate(at);
    const downloads = registries.ecr.calls
      .of('DownloadLayer')
      .filter(({ digests }) => digests?.includes(layerOf(at.seeded)));
    expect(downloads.length).toBe(2);
    const bytes = downloads.reduce((sum, download) => sum + download.bytes, 0);
    expect(bytes).toBeLessThan(1.2 * layerSize);
    expect(registries.ecr.calls.of('UploadLayerPart').filter((part) => part.bytes > unit)).toHaveLength(3);
  });

  test('bytes that were told and then lost are taken back', async () => {
    const at = await setUp();
    const events: ReplicationEvent[] = [];
    registries.ecr.faults.add({ kind: 'corrupt-layer', digest: layerOf(at.seeded) });
    await replicate(at, undefined, (event) => events.push(event));
    expect(events.filter(({ kind }) => kind === 'layer-restart')).toEqual([
      { kind: 'layer-restart', digest: layerOf(at.seeded) },
    ]);
  });
});

describe('faults that last: one clear error, and no tag on anything incomplete', () => {
  test.each<[string, Fault, Partial<ErrorData>]>([
    ['corrupt bytes', { kind: 'corrupt-layer', times: 9 }, { code: 'digest-mismatch', side: 'source' }],
    [
      'a download that ends before its first byte',
      { kind: 'truncate-layer', afterBytes: 0, times: 99 },
      { code: 'network', side: 'source' },
    ],
    [
      'download always broken',
      { kind: 'reset-download', afterBytes: 0, times: 99 },
      { code: 'network', side: 'source' },
    ],
    [
      'quota',
      { kind: 'limit-exceeded', operation: 'PutImage' },
      { code: 'quota-exceeded', side: 'destination' },
    ],
    [
      'KMS key',
      { kind: 'kms-failure', operation: 'InitiateLayerUpload' },
      { code: 'kms', side: 'destination' },
    ],
    [
      'throttle storm',
      { kind: 'throttle', operation: 'PutImage', times: 99 },
      { code: 'throttled', side: 'destination' },
    ],
    [
      'server down',
      { kind: 'server-error', status: 503, operation: 'UploadLayerPart', times: 99 },
      { code: 'service-unavailable', side: 'destination' },
    ],
    [
      'upload lost for ever',
      { kind: 'upload-expired', operation: 'UploadLayerPart', times: 99 },
      { code: 'upload-rejected', side: 'destination' },
    ],
    [
      'expired credentials',
      { kind: 'expired-token', operation: 'UploadLayerPart', times: 99 },
      { code: 'credentials-expired', side: 'destination' },
    ],
    [
      'connection always lost',
      { kind: 'reset-request', operation: 'BatchCheckLayerAvailability', times: 99 },
      { code: 'network', side: 'destination' },
    ],
    [
      'a manifest that ECR does not take',
      {
        kind: 'refuse',
        operation: 'PutImage',
        name: 'InvalidParameterException',
        message:
          "Invalid parameter at 'ImageManifest' failed to satisfy constraint: 'Limit on number of layers per image exceeded'",
      },
      {
        code: 'image-unsupported',
        side: 'destination',
        message: expect.stringMatching(
          /^ECR in us-east-1 rejected manifest sha256:[0-9a-f]{64} for repository faults\/.*: it has more layers than ECR allows\. Exclude the image\./,
        ),
        detail: expect.stringContaining('Limit on number of layers per image exceeded'),
      },
    ],
    [
      'a refusal that nobody has heard of',
      { kind: 'refuse', operation: 'PutImage', name: 'NewException', message: 'Unheard of' },
      {
        code: 'internal',
        side: 'destination',
        message: 'ECR in us-east-1 rejected PutImage for an unknown reason. See the reason under Details.',
        detail: expect.stringContaining('Unheard of'),
      },
    ],
  ])('%s', async (_, fault, expected) => {
    const at = await setUp();
    registries.ecr.faults.add(fault);
    await expect(replicate(at)).rejects.toMatchObject({ data: expected });
    expect([...at.to.tags]).toEqual([]);
    expect(at.to.images.size).toBe(0);
  });

  test.each([
    ['destination', 'production', 'ecr:BatchCheckLayerAvailability'],
    ['destination', 'production', 'ecr:InitiateLayerUpload'],
    ['destination', 'production', 'ecr:UploadLayerPart'],
    ['destination', 'production', 'ecr:CompleteLayerUpload'],
    ['destination', 'production', 'ecr:PutImage'],
    ['source', 'build', 'ecr:GetDownloadUrlForLayer'],
  ])('access denied at the %s: profile %s, %s', async (side, profile, action) => {
    const at = await setUp();
    registries.ecr.faults.deny({ action });
    await expect(replicate(at)).rejects.toMatchObject({
      data: {
        code: 'access-denied',
        side,
        message: expect.stringContaining(`Profile ${profile} is not allowed ${action} on repository faults/`),
      },
    });
    expect([...at.to.tags]).toEqual([]);
  });

  test.each<[string, Fault, number]>([
    ['corrupt', { kind: 'corrupt-layer', atByte: 13 * unit, times: 9 }, 3],
    ['truncated', { kind: 'truncate-layer', afterBytes: 0, times: 99 }, 0],
  ])('%s bytes are named, and their upload is never completed', async (_, fault, restarts) => {
    const at = await setUp();
    registries.ecr.calls.clear();
    registries.ecr.faults.add(fault);
    await expect(replicate(at)).rejects.toMatchObject({
      data: { side: 'source', message: expect.stringContaining(layerOf(at.seeded)) },
    });
    expect(registries.ecr.calls.of('InitiateLayerUpload')).toHaveLength(Math.max(1, restarts));
    expect(registries.ecr.calls.of('CompleteLayerUpload')).toEqual([]);
    expect(registries.ecr.calls.of('PutImage')).toEqual([]);
  });

  test('a layer that is gone from the source is named', async () => {
    const at = await setUp();
    at.from.layers.delete(layerOf(at.seeded));
    await expect(replicate(at)).rejects.toMatchObject({
      data: {
        code: 'layer-not-found',
        side: 'source',
        action: 'plan-again',
        message: expect.stringContaining(`does not hold layer ${layerOf(at.seeded)} any more`),
      },
    });
    expect([...at.to.tags]).toEqual([]);
  });

  test.each(['UploadLayerPart', 'CompleteLayerUpload'])(
    'a layer whose upload is lost is named: %s',
    async (operation) => {
      const at = await setUp();
      registries.ecr.faults.add({ kind: 'upload-expired', operation, times: 99 });
      await expect(replicate(at)).rejects.toMatchObject({
        data: { code: 'upload-rejected', message: expect.stringContaining(`Layer ${layerOf(at.seeded)}`) },
      });
    },
  );

  test('layers that are deleted again and again name the manifest that needs them', async () => {
    const at = await setUp();
    registries.ecr.faults.add({ kind: 'collect-layers', operation: 'PutImage', times: 99 });
    await expect(replicate(at)).rejects.toMatchObject({
      data: {
        code: 'layer-not-found',
        side: 'destination',
        action: 'retry',
        message: expect.stringContaining(`Manifest ${at.seeded.digest} could not be written`),
      },
    });
    expect([...at.to.tags]).toEqual([]);
  });

  test.each(['UploadLayerPart', 'CompleteLayerUpload', 'PutImage'])('KMS key at %s', async (operation) => {
    const at = await setUp();
    registries.ecr.faults.add({ kind: 'kms-failure', operation });
    await expect(replicate(at)).rejects.toMatchObject({ data: { code: 'kms', side: 'destination' } });
    expect(registries.ecr.faults.waiting).toEqual([]);
    expect([...at.to.tags]).toEqual([]);
  });

  test('destination repository deleted in mid-copy', async () => {
    const at = await setUp();
    const events = (event: ReplicationEvent): void => {
      if (event.kind === 'layer-bytes') registries.destination.repositories.delete(at.to.name);
    };
    await expect(replicate(at, undefined, events)).rejects.toMatchObject({
      data: { code: 'repository-not-found', side: 'destination' },
    });
  });
});

test('a failure between two tags tells which one is written', async () => {
  const at = await setUp();
  const written: string[] = [];
  const replicator = createReplicator({
    retryPolicy: quickRetries,
    emit: (event) => {
      if (event.kind !== 'tag-written') return;
      written.push(event.tag);
      registries.ecr.faults.add({ kind: 'limit-exceeded', operation: 'PutImage' });
    },
  });
  await expect(replicator.replicate(at.image, at.destination, ['v1', 'v2', 'v3'])).rejects.toMatchObject({
    data: { code: 'quota-exceeded' },
  });
  expect(written).toEqual(['v1']);
  expect([...at.to.tags]).toEqual([['v1', at.seeded.digest]]);
});

test('a tag whose writing is cut off by cancelling is told as unsure', async () => {
  const at = await setUp();
  const controller = new AbortController();
  const events: ReplicationEvent[] = [];
  await createReplicator({ uploadMethod: 'api', retryPolicy: quickRetries }).replicate(
    at.image,
    at.destination,
    [],
  );
  registries.ecr.faults.add({ kind: 'stall', operation: 'PutImage', repositoryName: at.to.name });
  registries.ecr.calls.clear();
  const running = replicate(at, controller.signal, (event) => events.push(event));
  await expect.poll(() => registries.ecr.calls.of('PutImage').length).toBe(1);
  controller.abort();
  await expect(running).rejects.toMatchObject({ name: 'AbortError' });
  expect(events.filter(({ kind }) => kind.startsWith('tag-'))).toEqual([
    { kind: 'tag-unsure', digest: at.seeded.digest, tag: 'v1' },
  ]);
});

test('cancelling in mid-copy stops within a second, leaves no tag, and a later run completes', async () => {
  const at = await setUp();
  const controller = new AbortController();
  let cancelledAt = 0;
  registries.ecr.network.shape = { latencyMs: 20 };
  const running = replicate(at, controller.signal, (event) => {
    if (event.kind !== 'layer-bytes' || event.sent === 0 || controller.signal.aborted) return;
    cancelledAt = performance.now();
    controller.abort();
  });
  await expect(running).rejects.toMatchObject({ name: 'AbortError' });
  expect(performance.now() - cancelledAt).toBeLessThan(1000);
  expect([...at.to.tags]).toEqual([]);
  expect(at.to.images.size).toBe(0);

  registries.ecr.network.shape = {};
  await replicate(at);
  expectComplete(at);
});

test('a stalled part ends with the cancelling, not with the connection', async () => {
  const at = await setUp();
  const controller = new AbortController();
  registries.ecr.faults.add({ kind: 'stall', operation: 'UploadLayerPart' });
  const stalled = replicate(at, controller.signal);
  await expect.poll(() => registries.ecr.calls.of('UploadLayerPart').length).toBeGreaterThan(0);
  controller.abort();
  await expect(stalled).rejects.toMatchObject({ name: 'AbortError' });
});

test('a stalled PutImage is given a moment to say what was written, then ends with the cancelling', async () => {
  const at = await setUp();
  const controller = new AbortController();
  registries.ecr.faults.add({ kind: 'stall', operation: 'PutImage' });
  const stalled = replicate(at, controller.signal);
  await expect.poll(() => registries.ecr.faults.waiting, { timeout: 10_000 }).toEqual([]);
  const cancelledAt = performance.now();
  controller.abort();
  await expect(stalled).rejects.toMatchObject({ name: 'AbortError' });
  expect(performance.now() - cancelledAt).toBeLessThan(1500);
  expect([...at.to.tags]).toEqual([]);
});
