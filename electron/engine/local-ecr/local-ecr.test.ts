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
import type { LocalEcr } from './local-ecr.ts';
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

it('takes an image in by the SDK and gives it back byte for byte', async () => {
  await client.send(new CreateRepositoryCommand({ repositoryName }));
  const layer = Buffer.alloc(25 * 1024 * 1024, 'layer');
  const config = Buffer.from('{"architecture":"amd64"}');
  const [layerDigest, configDigest] = [await upload(layer), await upload(config)];
  expect(layerDigest).toBe(sha256(layer));
  const mediaType = 'application/vnd.oci.image.manifest.v1+json';
  const imageManifest = JSON.stringify({
    schemaVersion: 2,
    mediaType,
    config: { mediaType: 'application/vnd.oci.image.config.v1+json', digest: configDigest, size: config.length },
    layers: [{ mediaType: 'application/vnd.oci.image.layer.v1.tar', digest: layerDigest, size: layer.length }],
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
  const stored = ecr.registry('111111111111', 'eu-central-1').repository(repositoryName).layers.get(layerDigest);
  expect(stored && (await buffer(stored.content.read())).equals(layer)).toBe(true);
});
