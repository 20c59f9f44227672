import { describe, expect } from 'vitest';
import type { ErrorData } from '../../../../shared/models/result.ts';
import type { Fault } from '../../../local-ecr/faults/fault.ts';
import { createCopyTest } from '../../../testing/copy-test.ts';
import type { TwoRegistries } from '../../../testing/two-registries.ts';

/** Everything is an eighth of its real size, because these tests spend their time on bytes. */
const unit = 128 * 1024;
const minPart = 5 * unit;
/** A little more than two parts of the minimum size. */
const layerSize = 11 * unit;
const test = createCopyTest({
  registries: { parts: { proposed: 10 * unit, smallest: minPart } },
  layerSize,
  replicator: {
    uploadMethod: 'registry',
    registrySizes: { chunk: 64 * unit, minPart, minJournaled: 8 * unit, minSent: unit },
  },
});

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
      { kind: 'reset-request-body', operation: 'CompleteLayerUpload', afterBytes: 6 * unit },
    ],
    [
      'connection reset in the body, before the minimum part size',
      { kind: 'reset-request-body', operation: 'CompleteLayerUpload', afterBytes: unit },
    ],
    ['connection reset during the download', { kind: 'reset-download', afterBytes: 6 * unit }],
    ['one corrupt download', { kind: 'corrupt-layer', atByte: 7 * unit }],
    ['a download that ends early', { kind: 'truncate-layer', afterBytes: 4 * unit }],
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
      afterBytes: 6 * unit,
    });
    const events = await copy.replicate();
    copy.expectComplete();
    expect(sentBytes(registries)).toBeLessThan(layerSize + unit);
    expect(events).toContainEqual({ kind: 'layer-continued', digest: copy.layer, bytes: 6 * unit });
  });

  test('starts again when a connection breaks before the minimum part size', async ({ copy, registries }) => {
    registries.ecr.faults.add({
      kind: 'reset-request-body',
      operation: 'CompleteLayerUpload',
      afterBytes: unit,
    });
    await copy.replicate();
    copy.expectComplete();
    expect(sentBytes(registries)).toBeLessThan(layerSize + 2 * unit);
  });

  test('corrects a wrong status of the upload by the registry’s refusal of a chunk', async ({
    copy,
    registries,
  }) => {
    registries.ecr.faults.add({
      kind: 'reset-request-body',
      operation: 'CompleteLayerUpload',
      afterBytes: 6 * unit,
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

test('cancelling does not wait for the upload, and writes no tag', async ({ copy, registries }) => {
  registries.ecr.network.shape = { up: { bytesPerSecondPerConnection: 4 * unit } };
  const controller = new AbortController();
  const copying = copy.replicate({ signal: controller.signal });
  await expect.poll(() => sentBytes(registries), { interval: 5 }).toBeGreaterThan(unit);
  // Without the cancellation, the rest would take days.
  registries.ecr.network.shape = { up: { bytesPerSecondTotal: 1 } };
  controller.abort();
  await expect(copying).rejects.toThrow(/aborted/i);
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
