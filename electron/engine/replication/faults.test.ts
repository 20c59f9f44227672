import { describe, expect } from 'vitest';
import type { TwoRegistries } from '../../testing/two-registries.ts';
import type { Fault } from '../../local-ecr/faults/fault.ts';
import { createCopyTest } from '../../testing/copy-test.ts';
import type { ReplicationEvent } from './upload/replication-event.ts';

/** Everything is a tenth of its real size, because these tests spend their time on bytes. */
const unit = 100 * 1024;
const layerSize = 25 * unit;
const test = createCopyTest({
  registries: { parts: { proposed: 10 * unit, smallest: 5 * unit } },
  layerSize,
  replicator: { uploadMethod: 'api' },
  hasConfig: true,
});

/** Parts of the layer that ECR accepted, and bytes that were downloaded for them. */
const transferred = ({ ecr }: TwoRegistries) => {
  const parts = ecr.calls.of('UploadLayerPart').filter(({ outcome }) => outcome === 'ok');
  const downloads = ecr.calls.of('DownloadLayer');
  return { parts: parts.length, bytes: downloads.reduce((sum, { bytes }) => sum + bytes, 0) };
};

describe('completes the copy with the right digest after', () => {
  test.for<[string, Fault]>([
    ['connection reset during a download', { kind: 'reset-download', afterBytes: 12 * unit }],
    ['download interrupted several times', { kind: 'reset-download', afterBytes: 3 * unit, times: 5 }],
    ['layer URL expired during a download', { kind: 'expire-download', afterBytes: 12 * unit }],
    [
      'a download that ends early without an error',
      { kind: 'truncate-layer', afterBytes: 12 * unit, times: 2 },
    ],
    ['one corrupt download', { kind: 'corrupt-layer', atByte: 13 * unit }],
    [
      'connection reset during a part',
      { kind: 'reset-request-body', operation: 'UploadLayerPart', afterBytes: unit },
    ],
    ['lost response to UploadLayerPart', { kind: 'lose-answer', operation: 'UploadLayerPart' }],
    ['lost response to InitiateLayerUpload', { kind: 'lose-answer', operation: 'InitiateLayerUpload' }],
    ['lost response to CompleteLayerUpload', { kind: 'lose-answer', operation: 'CompleteLayerUpload' }],
    ['lost response to PutImage', { kind: 'lose-answer', operation: 'PutImage' }],
    ['upload session expired at a part', { kind: 'upload-expired', operation: 'UploadLayerPart' }],
    ['upload session expired at the end', { kind: 'upload-expired', operation: 'CompleteLayerUpload' }],
    ['server error 500', { kind: 'server-error', status: 500, operation: 'UploadLayerPart', times: 3 }],
    ['server error 503', { kind: 'server-error', status: 503, operation: 'PutImage', times: 3 }],
    ['throttling', { kind: 'throttle', operation: 'PutImage', times: 4 }],
    ['layers collected before PutImage', { kind: 'collect-layers', operation: 'PutImage' }],
    ['credentials expired for one call', { kind: 'expired-token', operation: 'UploadLayerPart' }],
  ])('%s', async ([, fault], { copy, registries }) => {
    registries.ecr.faults.add(fault);
    await copy.replicate();
    copy.expectComplete();
  });

  test.for<[string, Fault, { readonly parts: number; readonly restarts: number }]>([
    ['lost response', { kind: 'lose-answer', operation: 'UploadLayerPart' }, { parts: 3, restarts: 0 }],
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
  ])('after the first part: %s', async ([, fault, { parts, restarts }], { copy, registries }) => {
    registries.ecr.calls.clear();
    const events: ReplicationEvent[] = [];
    let isInjected = false;
    await copy.replicate({
      emit(event) {
        events.push(event);
        if (isInjected || event.kind !== 'layer-bytes' || event.sent === 0) return;
        isInjected = true;
        registries.ecr.faults.add(fault);
      },
    });
    copy.expectComplete();
    expect(transferred(registries).parts).toBe(parts);
    expect(events.filter(({ kind }) => kind === 'layer-restart')).toHaveLength(restarts);
    // Bytes that ECR has are downloaded again only when the upload itself expired.
    expect(transferred(registries).bytes).toBeLessThan((1.2 + restarts) * layerSize);
  });

  test('continues an interrupted download at the next byte', async ({ copy, registries }) => {
    registries.ecr.calls.clear();
    registries.ecr.faults.add({ kind: 'reset-download', afterBytes: 20 * unit, digest: copy.layer });
    await copy.replicate();
    const downloads = registries.ecr.calls
      .of('DownloadLayer')
      .filter(({ digests }) => digests?.includes(copy.layer));
    expect(downloads.length).toBe(2);
    const bytes = downloads.reduce((sum, download) => sum + download.bytes, 0);
    expect(bytes).toBeLessThan(1.2 * layerSize);
    expect(registries.ecr.calls.of('UploadLayerPart').filter((part) => part.bytes > unit)).toHaveLength(3);
  });

  test('reports bytes that were lost as void', async ({ copy, registries }) => {
    const events: ReplicationEvent[] = [];
    registries.ecr.faults.add({ kind: 'corrupt-layer', digest: copy.layer });
    await copy.replicate({ emit: (event) => events.push(event) });
    expect(events.filter(({ kind }) => kind === 'layer-restart')).toEqual([
      { kind: 'layer-restart', digest: copy.layer },
    ]);
  });
});
