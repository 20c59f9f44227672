import { describe, expect } from 'vitest';
import type { ErrorData } from '../../../shared/models/result.ts';
import type { Fault } from '../../local-ecr/faults/fault.ts';
import { createCopyTest } from '../../testing/copy-test.ts';
import type { ReplicationEvent } from './upload/replication-event.ts';

/** Everything is a tenth of its real size, because these tests spend their time on bytes. */
const unit = 100 * 1024;
const test = createCopyTest({
  registries: { parts: { proposed: 10 * unit, smallest: 5 * unit } },
  layerSize: 25 * unit,
  replicator: { uploadMethod: 'api' },
  hasConfig: true,
});

describe('fails with one error, and no tag on an incomplete image, for', () => {
  test.for<[string, Fault, Partial<ErrorData>]>([
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
      'connection always reset',
      { kind: 'reset-request', operation: 'BatchCheckLayerAvailability', times: 99 },
      { code: 'network', side: 'destination' },
    ],
    [
      'a manifest that ECR rejects',
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
          /^ECR in us-east-1 rejected manifest sha256:[0-9a-f]{64} for repository copy\/.*: it has more layers than ECR allows\. Exclude the image\./,
        ),
        detail: expect.stringContaining('Limit on number of layers per image exceeded'),
      },
    ],
    [
      'an unknown error',
      { kind: 'refuse', operation: 'PutImage', name: 'NewException', message: 'Something new' },
      {
        code: 'internal',
        side: 'destination',
        message: 'ECR in us-east-1 rejected PutImage for an unknown reason. See the reason under Details.',
        detail: expect.stringContaining('Something new'),
      },
    ],
  ])('%s', async ([, fault, expected], { copy, registries }) => {
    registries.ecr.faults.add(fault);
    await expect(copy.replicate()).rejects.toMatchObject({ data: expected });
    expect([...copy.to.tags]).toEqual([]);
    expect(copy.to.images.size).toBe(0);
  });

  test.for<[side: string, profile: string, action: string]>([
    ['destination', 'production', 'ecr:BatchCheckLayerAvailability'],
    ['destination', 'production', 'ecr:InitiateLayerUpload'],
    ['destination', 'production', 'ecr:UploadLayerPart'],
    ['destination', 'production', 'ecr:CompleteLayerUpload'],
    ['destination', 'production', 'ecr:PutImage'],
    ['source', 'build', 'ecr:GetDownloadUrlForLayer'],
  ])('access denied at the %s: profile %s, %s', async ([side, profile, action], { copy, registries }) => {
    registries.ecr.faults.deny({ action });
    await expect(copy.replicate()).rejects.toMatchObject({
      data: {
        code: 'access-denied',
        side,
        message: expect.stringContaining(`Profile ${profile} is not allowed ${action} on repository copy/`),
      },
    });
    expect([...copy.to.tags]).toEqual([]);
  });

  test.for<[string, Fault, number]>([
    ['corrupt', { kind: 'corrupt-layer', atByte: 13 * unit, times: 9 }, 3],
    ['truncated', { kind: 'truncate-layer', afterBytes: 0, times: 99 }, 0],
  ])(
    'names a layer with %s bytes, and never completes its upload',
    async ([, fault, restarts], { copy, registries }) => {
      registries.ecr.calls.clear();
      registries.ecr.faults.add(fault);
      await expect(copy.replicate()).rejects.toMatchObject({
        data: { side: 'source', message: expect.stringContaining(copy.layer) },
      });
      expect(registries.ecr.calls.of('InitiateLayerUpload')).toHaveLength(Math.max(1, restarts));
      expect(registries.ecr.calls.of('CompleteLayerUpload')).toEqual([]);
      expect(registries.ecr.calls.of('PutImage')).toEqual([]);
    },
  );

  test('names a layer that the source no longer has', async ({ copy }) => {
    copy.from.layers.delete(copy.layer);
    await expect(copy.replicate()).rejects.toMatchObject({
      data: {
        code: 'layer-not-found',
        side: 'source',
        action: 'plan-again',
        message: expect.stringContaining(`no longer has layer ${copy.layer}`),
      },
    });
    expect([...copy.to.tags]).toEqual([]);
  });

  test.for(['UploadLayerPart', 'CompleteLayerUpload'])(
    'names a layer whose upload is lost: %s',
    async (operation, { copy, registries }) => {
      registries.ecr.faults.add({ kind: 'upload-expired', operation, times: 99 });
      await expect(copy.replicate()).rejects.toMatchObject({
        data: { code: 'upload-rejected', message: expect.stringContaining(`Layer ${copy.layer}`) },
      });
    },
  );

  test('names the manifest whose layers are deleted again and again', async ({ copy, registries }) => {
    registries.ecr.faults.add({ kind: 'collect-layers', operation: 'PutImage', times: 99 });
    await expect(copy.replicate()).rejects.toMatchObject({
      data: {
        code: 'layer-not-found',
        side: 'destination',
        action: 'retry',
        message: expect.stringContaining(`Manifest ${copy.seeded.digest} could not be written`),
      },
    });
    expect([...copy.to.tags]).toEqual([]);
  });

  test.for(['UploadLayerPart', 'CompleteLayerUpload', 'PutImage'])(
    'KMS key at %s',
    async (operation, { copy, registries }) => {
      registries.ecr.faults.add({ kind: 'kms-failure', operation });
      await expect(copy.replicate()).rejects.toMatchObject({ data: { code: 'kms', side: 'destination' } });
      expect(registries.ecr.faults.waiting).toEqual([]);
      expect([...copy.to.tags]).toEqual([]);
    },
  );

  test('a destination repository that is deleted during the copy', async ({ copy, registries }) => {
    const events = (event: ReplicationEvent): void => {
      if (event.kind === 'layer-bytes') registries.destination.repositories.delete(copy.to.name);
    };
    await expect(copy.replicate({ emit: events })).rejects.toMatchObject({
      data: { code: 'repository-not-found', side: 'destination' },
    });
  });
});
