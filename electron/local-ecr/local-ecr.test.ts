import { buffer } from 'node:stream/consumers';
import {
  BatchGetImageCommand,
  CompleteLayerUploadCommand,
  CreateRepositoryCommand,
  GetDownloadUrlForLayerCommand,
  InitiateLayerUploadCommand,
  PutImageCommand,
  UploadLayerPartCommand,
  type ECRClient,
} from '@aws-sdk/client-ecr';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { generatedBlob } from './blobs/generated-blob.ts';
import { maxConcurrentCalls } from './calls/call-log.ts';
import type { LocalEcr } from './local-ecr.ts';
import { addLayer } from './registry/layers.ts';
import { ana, clientOf, sha256, startSample } from './testing/sample-registry.ts';

let ecr: LocalEcr;
let client: ECRClient;
beforeEach(async () => {
  ecr = await startSample();
  client = clientOf(ecr, ana);
});
afterEach(async () => {
  client.destroy();
  await ecr.close();
});

const repositoryName = 'team/app';

async function upload(bytes: Buffer): Promise<string> {
  const { uploadId, partSize = 0 } = await client.send(new InitiateLayerUploadCommand({ repositoryName }));
  for (let first = 0; first < bytes.length; first += partSize) {
    const layerPartBlob = bytes.subarray(first, first + partSize);
    const partLastByte = first + layerPartBlob.length - 1;
    const part = { repositoryName, uploadId, partFirstByte: first, partLastByte, layerPartBlob };
    const { lastByteReceived } = await client.send(new UploadLayerPartCommand(part));
    expect(lastByteReceived).toBe(partLastByte);
  }
  const layerDigests = [sha256(bytes)];
  const { layerDigest } = await client.send(
    new CompleteLayerUploadCommand({ repositoryName, uploadId, layerDigests }),
  );
  return layerDigest ?? '';
}

it('stores an image pushed by the SDK and returns it byte for byte', async () => {
  await client.send(new CreateRepositoryCommand({ repositoryName }));
  const layer = Buffer.alloc(25 * 1024 * 1024, 'layer');
  const config = Buffer.from('{"architecture":"amd64"}');
  const [layerDigest, configDigest] = [await upload(layer), await upload(config)];
  expect(layerDigest).toBe(sha256(layer));
  const mediaType = 'application/vnd.oci.image.manifest.v1+json';
  const imageManifest = JSON.stringify({
    schemaVersion: 2,
    mediaType,
    config: {
      mediaType: 'application/vnd.oci.image.config.v1+json',
      digest: configDigest,
      size: config.length,
    },
    layers: [
      { mediaType: 'application/vnd.oci.image.layer.v1.tar', digest: layerDigest, size: layer.length },
    ],
  });
  const imageDigest = sha256(imageManifest);
  await client.send(new PutImageCommand({ repositoryName, imageManifest, imageDigest, imageTag: 'one' }));

  const { images } = await client.send(
    new BatchGetImageCommand({ repositoryName, imageIds: [{ imageTag: 'one' }] }),
  );
  expect(images).toEqual([
    {
      registryId: '111111111111',
      repositoryName,
      imageId: { imageDigest, imageTag: 'one' },
      imageManifest,
      imageManifestMediaType: mediaType,
    },
  ]);
  const { downloadUrl = '' } = await client.send(
    new GetDownloadUrlForLayerCommand({ repositoryName, layerDigest }),
  );
  const response = await fetch(downloadUrl);
  expect(sha256(new Uint8Array(await response.arrayBuffer()))).toBe(layerDigest);
  const stored = ecr
    .registry('111111111111', 'eu-central-1')
    .repository(repositoryName)
    .layers.get(layerDigest);
  expect(stored && (await buffer(stored.content.read())).equals(layer)).toBe(true);
});

it('limits the speed in each direction', async () => {
  const repository = ecr.registry('111111111111', 'eu-central-1').createRepository(repositoryName);
  const bytes = Buffer.alloc(200_000, 'layer');
  ecr.network.shape = {
    latencyMs: 20,
    up: { bytesPerSecondPerConnection: 1_000_000 },
    down: { bytesPerSecondTotal: 1_000_000 },
  };
  const uploadStartedAt = performance.now();
  const layer = repository.layers.get(await upload(bytes));
  expect(performance.now() - uploadStartedAt).toBeGreaterThan(260 + 3 * 19);
  if (!layer) throw new Error('The layer is not there');
  const downloadStartedAt = performance.now();
  const response = await fetch(ecr.downloads.presign(repository, layer));
  expect((await response.arrayBuffer()).byteLength).toBe(bytes.length);
  expect(performance.now() - downloadStartedAt).toBeGreaterThan(200);
});

it('logs that parts were uploaded one by one and no layer twice', async () => {
  await client.send(new CreateRepositoryCommand({ repositoryName }));
  const layer = Buffer.alloc(21 * 1024 * 1024, 'layer');
  await Promise.all([upload(layer), upload(Buffer.from('{}'))]);
  const parts = ecr.calls.of('UploadLayerPart');
  for (const uploadId of new Set(parts.map((call) => call.uploadId))) {
    expect(maxConcurrentCalls(parts.filter((call) => call.uploadId === uploadId))).toBe(1);
  }
  expect(parts.filter((call) => call.bytes > 2).map((call) => call.part?.firstByte)).toEqual([
    0, 10_485_760, 20_971_520,
  ]);
  expect(ecr.calls.layerBytes).toBe(layer.length + 2);
  const completed = ecr.calls.of('CompleteLayerUpload').flatMap((call) => call.digests);
  expect(new Set(completed)).toEqual(new Set([sha256(layer), sha256('{}')]));
});

it('closes during uploads and downloads', async () => {
  const repository = ecr.registry('111111111111', 'eu-central-1').createRepository(repositoryName);
  await client.send(new InitiateLayerUploadCommand({ repositoryName }));
  const layer = addLayer(repository, sha256('huge'), generatedBlob('huge', 8e9));
  const response = await fetch(ecr.downloads.presign(repository, layer));
  const received = response.arrayBuffer();
  received.catch(() => undefined);
  await ecr.close();
  await expect(received).rejects.toThrow('terminated');
});
