import { describe, expect } from 'vitest';
import type { ErrorData } from '../../../../shared/result.ts';
import type { Fault } from '../../../local-ecr/faults/fault.ts';
import { createCopyTest } from '../../../testing/copy-test.ts';
import type { TwoRegistries } from '../../../testing/two-registries.ts';

const MiB = 1024 * 1024;
/** A little more than two parts of the minimum size. */
const layerSize = 11 * MiB;
const test = createCopyTest({ layerSize, replicator: { uploadMethod: 'registry' } });

const layerCalls = ({ ecr }: TwoRegistries, service: 'api' | 'registry') =>
  ecr.calls
    .of('InitiateLayerUpload', 'UploadLayerPart', 'CompleteLayerUpload')
    .filter((call) => call.service === service);

/** Layer bytes that arrived at the registry endpoint. */
const sentBytes = (registries: TwoRegistries): number =>
  layerCalls(registries, 'registry').reduce((sum, { bytes }) => sum + bytes, 0);

test('uploads a layer with two requests and no additional byte', async ({ copy, registries }) => {
  await copy.replicate();
  copy.expectComplete();
  const ofLayer = layerCalls(registries, 'registry').map(({ operation }) => operation);
  expect(ofLayer.toSorted()).toEqual([
    'CompleteLayerUpload',
    'CompleteLayerUpload',
    'InitiateLayerUpload',
    'InitiateLayerUpload',
  ]);
  const config = copy.to.layers.get(copy.seeded.configDigest)?.content.size ?? 0;
  expect(sentBytes(registries)).toBe(layerSize + config);
  expect(layerCalls(registries, 'api')).toEqual([]);
  expect(registries.ecr.calls.of('GetAuthorizationToken')).toHaveLength(1);
});

describe('completes the copy with the right digest after', () => {
  test.for<[string, Fault]>([
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
  ])('%s', async ([, fault], { copy, registries }) => {
    registries.ecr.faults.add(fault);
    await copy.replicate();
    copy.expectComplete();
  });

  test('continues after the bytes that the registry has when a connection breaks', async ({
    copy,
    registries,
  }) => {
    registries.ecr.faults.add({
      kind: 'reset-request-body',
      operation: 'CompleteLayerUpload',
      afterBytes: 6 * MiB,
    });
    const events = await copy.replicate();
    copy.expectComplete();
    expect(sentBytes(registries)).toBeLessThan(layerSize + MiB);
    expect(events).toContainEqual({ kind: 'layer-continued', digest: copy.layer, bytes: 6 * MiB });
  });

  test('starts again when a connection breaks before the minimum part size', async ({ copy, registries }) => {
    registries.ecr.faults.add({
      kind: 'reset-request-body',
      operation: 'CompleteLayerUpload',
      afterBytes: MiB,
    });
    await copy.replicate();
    copy.expectComplete();
    expect(sentBytes(registries)).toBeLessThan(layerSize + 2 * MiB);
  });

  test('corrects a wrong status of the upload by the registry’s refusal of a chunk', async ({
    copy,
    registries,
  }) => {
    registries.ecr.faults.add({
      kind: 'reset-request-body',
      operation: 'CompleteLayerUpload',
      afterBytes: 6 * MiB,
    });
    registries.ecr.faults.add({ kind: 'stale-range' });
    await copy.replicate();
    copy.expectComplete();
    expect(registries.ecr.calls.of('InitiateLayerUpload')).toHaveLength(2);
  });
});

describe('fails with one error and no tag for', () => {
  test.for<[string, Fault, Partial<ErrorData>]>([
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
  ])('%s', async ([, fault, error], { copy, registries }) => {
    registries.ecr.faults.add(fault);
    await expect(copy.replicate()).rejects.toMatchObject({ data: error });
    expect([...copy.to.tags]).toEqual([]);
  });
});

test('cancelling stops within a second, and writes no tag', async ({ copy, registries }) => {
  registries.ecr.network.shape = { up: { bytesPerSecondPerConnection: 4 * MiB } };
  const controller = new AbortController();
  const copying = copy.replicate({ signal: controller.signal });
  await expect.poll(() => sentBytes(registries), { interval: 5 }).toBeGreaterThan(MiB);
  const cancelledAt = performance.now();
  controller.abort();
  await expect(copying).rejects.toThrow(/aborted/i);
  expect(performance.now() - cancelledAt).toBeLessThan(1_000);
  expect([...copy.to.tags]).toEqual([]);
  registries.ecr.network.shape = {};
});

test('downloads a layer while its upload is started', async ({ copy, registries }) => {
  registries.ecr.network.shape = { latencyMs: 40 };
  await copy.replicate();
  copy.expectComplete();
  const first = (operation: string) => registries.ecr.calls.of(operation)[0];
  const startedAt = first('InitiateLayerUpload')?.endedAt ?? 0;
  expect(first('GetDownloadUrlForLayer')?.startedAt).toBeLessThan(startedAt);
});
