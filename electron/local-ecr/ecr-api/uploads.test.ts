import * as sdk from '@aws-sdk/client-ecr';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { LocalEcr } from '../local-ecr.ts';
import { limits } from '../registry/limits.ts';
import type { Repository } from '../registry/repository.ts';
import { findUpload } from '../registry/uploads.ts';
import { refusal } from '../testing/refusal.ts';
import { ana, clientOf, region, sha256, startSample } from '../testing/sample-registry.ts';
import { imageManifest, seedImage, seedLayer } from '../testing/seed.ts';
import { putImage } from '../registry/put-image.ts';
import { setArchived } from '../registry/archive-image.ts';

const mebibyte = 1024 * 1024;
let ecr: LocalEcr;
let client: sdk.ECRClient;
let repository: Repository;
let repositoryName = '';
let count = 0;
beforeAll(async () => {
  ecr = await startSample();
  client = clientOf(ecr, ana);
});
afterAll(async () => {
  client.destroy();
  await ecr.close();
});
beforeEach(() => {
  repositoryName = `repository-${(count += 1)}`;
  repository = ecr.registry('111111111111', region).createRepository(repositoryName);
});

async function begin(): Promise<string> {
  const { uploadId, partSize } = await client.send(new sdk.InitiateLayerUploadCommand({ repositoryName }));
  expect(partSize).toBe(10_485_760);
  return uploadId ?? '';
}

async function part(
  uploadId: string,
  partFirstByte: number,
  layerPartBlob: Uint8Array,
  partLastByte?: number,
) {
  const last = partLastByte ?? partFirstByte + layerPartBlob.length - 1;
  return client.send(
    new sdk.UploadLayerPartCommand({
      repositoryName,
      uploadId,
      partFirstByte,
      partLastByte: last,
      layerPartBlob,
    }),
  );
}

async function complete(uploadId: string, ...layerDigests: string[]) {
  return client.send(new sdk.CompleteLayerUploadCommand({ repositoryName, uploadId, layerDigests }));
}

describe('UploadLayerPart', () => {
  it('rejects a gap and a repeat, returns the last valid byte, and changes nothing', async () => {
    const uploadId = await begin();
    expect(await refusal(part(uploadId, 5, Buffer.from('later')))).toMatchObject({
      name: 'InvalidLayerPartException',
      message: 'First byte of the layer part is 5 instead of 0',
      lastValidByteReceived: -1,
    });
    await part(uploadId, 0, Buffer.from('hello'));
    expect(await refusal(part(uploadId, 0, Buffer.from('hello')))).toMatchObject({
      name: 'InvalidLayerPartException',
      message: 'First byte of the layer part is 0 instead of 5',
      registryId: '111111111111',
      repositoryName,
      uploadId,
      lastValidByteReceived: 4,
    });
    const { layerDigest } = await complete(uploadId, sha256('hello'));
    expect(layerDigest).toBe(sha256('hello'));
  });

  it('rejects a range of another length than the bytes, no bytes, and more than 20 MiB', async () => {
    const uploadId = await begin();
    const invalid = { name: 'InvalidParameterException' };
    expect(await refusal(part(uploadId, 0, Buffer.from('hello'), 5))).toMatchObject(invalid);
    expect(await refusal(part(uploadId, 1, Buffer.alloc(0), 0))).toMatchObject(invalid);
    expect(await refusal(part(uploadId, 0, Buffer.alloc(20 * mebibyte + 1)))).toMatchObject(invalid);
    expect(findUpload(repository, uploadId).blob.size).toBe(0);
  });

  it('accepts a part of 20 MiB, and logs that it is larger than the part size', async () => {
    const uploadId = await begin();
    await part(uploadId, 0, Buffer.alloc(20 * mebibyte));
    expect(ecr.calls.oversizedParts.map((call) => call.uploadId)).toEqual([uploadId]);
  });

  it('accepts one of two parts that are sent at the same time', async () => {
    const uploadId = await begin();
    const bytes = Buffer.alloc(6 * mebibyte);
    const results = await Promise.allSettled([part(uploadId, 0, bytes), part(uploadId, 0, bytes)]);
    expect(results.map((result) => result.status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(findUpload(repository, uploadId).blob.size).toBe(bytes.length);
  });

  it('rejects an upload id of another repository', async () => {
    const uploadId = await begin();
    ecr.registry('111111111111', region).createRepository(`${repositoryName}-other`);
    repositoryName = `${repositoryName}-other`;
    expect(await refusal(part(uploadId, 0, Buffer.from('x')))).toMatchObject({
      name: 'UploadNotFoundException',
      message: `The upload with id '${uploadId}' in the repository with name '${repositoryName}' in registry with id '111111111111' does not exist`,
    });
    expect(await refusal(part('no-uuid', 0, Buffer.from('x')))).toMatchObject({
      name: 'InvalidParameterException',
    });
  });

  it('accepts at most 4,200 parts', async () => {
    const uploadId = await begin();
    findUpload(repository, uploadId).parts = limits.partsPerLayer;
    expect(await refusal(part(uploadId, 0, Buffer.from('x')))).toMatchObject({
      name: 'LimitExceededException',
    });
  });
});

describe('CompleteLayerUpload', () => {
  it('rejects an upload without parts', async () => {
    const uploadId = await begin();
    expect(await refusal(complete(uploadId, sha256('')))).toMatchObject({
      name: 'EmptyUploadException',
      message: `The upload with id '${uploadId}' in the repository with name '${repositoryName}' in registry with id '111111111111' cannot be completed because it does not have any parts`,
    });
  });

  it('rejects small parts before the last', async () => {
    const uploadId = await begin();
    await part(uploadId, 0, Buffer.from('one'));
    await part(uploadId, 3, Buffer.from('two'));
    expect(await refusal(complete(uploadId, sha256('onetwo')))).toMatchObject({
      name: 'LayerPartTooSmallException',
      message: 'All layer parts except the last part should be at least 5MB',
    });
  });

  it('rejects a wrong digest, and accepts the right one among several', async () => {
    const uploadId = await begin();
    await part(uploadId, 0, Buffer.from('bytes'));
    expect(await refusal(complete(uploadId, sha256('others')))).toMatchObject({
      name: 'InvalidLayerException',
      message: 'None of the provided layer digests match the calculated layer digest',
    });
    await complete(uploadId, sha256('others'), sha256('bytes'));
    expect(repository.layers.has(sha256('bytes'))).toBe(true);
    expect(await refusal(complete(uploadId, sha256('bytes')))).toMatchObject({
      name: 'UploadNotFoundException',
    });
  });

  it('reports that a layer exists, and ends the upload', async () => {
    seedLayer(repository, 'there');
    const uploadId = await begin();
    await part(uploadId, 0, Buffer.from('there'));
    expect(await refusal(complete(uploadId, sha256('there')))).toMatchObject({
      name: 'LayerAlreadyExistsException',
    });
    expect(await refusal(complete(uploadId, sha256('there')))).toMatchObject({
      name: 'UploadNotFoundException',
    });
  });
});

describe('layers', () => {
  it('distinguishes available, missing and malformed digests', async () => {
    const layer = seedLayer(repository, 'there');
    const layerDigests = [layer.digest, sha256('missing'), 'malformed'];
    const answer = await client.send(
      new sdk.BatchCheckLayerAvailabilityCommand({ repositoryName, layerDigests }),
    );
    expect(answer.layers).toMatchObject([
      { layerDigest: layer.digest, layerAvailability: 'AVAILABLE', layerSize: 5 },
      { layerDigest: sha256('missing'), layerAvailability: 'UNAVAILABLE' },
    ]);
    expect(answer.failures).toMatchObject([{ layerDigest: 'malformed', failureCode: 'InvalidLayerDigest' }]);
  });

  it('accepts 1 to 100 digests', async () => {
    for (const layerDigests of [[], Array.from({ length: 101 }, () => sha256('x'))]) {
      const command = new sdk.BatchCheckLayerAvailabilityCommand({ repositoryName, layerDigests });
      expect(await refusal(client.send(command))).toMatchObject({ name: 'InvalidParameterException' });
    }
  });

  it('serves a layer only while an image references it', async () => {
    const download = async (layerDigest: string) =>
      client.send(new sdk.GetDownloadUrlForLayerCommand({ repositoryName, layerDigest }));
    const layer = seedLayer(repository, 'layer');
    expect(await refusal(download(sha256('none')))).toMatchObject({
      name: 'LayersNotFoundException',
      message: `The layer with digest '${sha256('none')}' does not exist within the repository with name '${repositoryName}' in the registry with id '111111111111'`,
    });
    expect(await refusal(download(layer.digest))).toMatchObject({ name: 'LayerInaccessibleException' });
    const config = seedLayer(repository, '{}');
    const image = putImage(repository, { manifest: imageManifest(config, [layer]) });
    expect(await download(layer.digest)).toMatchObject({ layerDigest: layer.digest });
    setArchived(repository, image.digest, true);
    expect(await refusal(download(layer.digest))).toMatchObject({ name: 'LayerInaccessibleException' });
    const check = { repositoryName, layerDigests: [layer.digest] };
    const { layers } = await client.send(new sdk.BatchCheckLayerAvailabilityCommand(check));
    expect(layers?.[0]?.layerAvailability).toBe('ARCHIVED');
  });

  it('does not share layers between repositories', async () => {
    const image = seedImage(repository, 'here');
    const other = ecr.registry('111111111111', region).createRepository(`${repositoryName}-other`);
    const put = { repositoryName: other.name, imageManifest: image.manifest };
    expect(await refusal(client.send(new sdk.PutImageCommand(put)))).toMatchObject({
      name: 'LayersNotFoundException',
      message: `Layers with digests '[${image.blobs.join(', ')}]' required for pushing image into repository with name '${other.name}' in the registry with id '111111111111' do not exist`,
    });
  });
});
