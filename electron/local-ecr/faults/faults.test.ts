import * as sdk from '@aws-sdk/client-ecr';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bytesBlob } from '../blobs/bytes-blob.ts';
import type { LocalEcr } from '../local-ecr.ts';
import { addLayer } from '../registry/layers.ts';
import type { Layer, Repository } from '../registry/repository.ts';
import { refusal } from '../testing/refusal.ts';
import { ana, clientOf, region, sha256, startSample } from '../testing/sample-registry.ts';
import { imageManifest, seedLayer } from '../testing/seed.ts';

let ecr: LocalEcr;
let client: sdk.ECRClient;
let repository: Repository;
const repositoryName = 'faulty';
beforeEach(async () => {
  ecr = await startSample();
  client = clientOf(ecr, ana);
  repository = ecr.registry('111111111111', region).createRepository(repositoryName);
});
afterEach(async () => {
  expect(ecr.faults.waiting).toEqual([]);
  client.destroy();
  await ecr.close();
});

const list = async (from = client) => from.send(new sdk.ListImagesCommand({ repositoryName }));
const begin = async () => {
  const { uploadId } = await client.send(new sdk.InitiateLayerUploadCommand({ repositoryName }));
  return uploadId;
};
const part = async (uploadId: string | undefined, text: string) =>
  client.send(
    new sdk.UploadLayerPartCommand({
      repositoryName,
      uploadId,
      partFirstByte: 0,
      partLastByte: text.length - 1,
      layerPartBlob: Buffer.from(text),
    }),
  );

describe('at the ECR API', () => {
  it('loses the response to a part that was stored', async () => {
    const uploadId = await begin();
    ecr.faults.add({ kind: 'lose-answer', operation: 'UploadLayerPart' });
    expect(await refusal(part(uploadId, 'hello'))).toMatchObject({ code: 'ECONNRESET' });
    expect(ecr.calls.of('UploadLayerPart')).toMatchObject([{ outcome: 'ok', bytes: 5 }]);
    expect(await refusal(part(uploadId, 'hello'))).toMatchObject({
      name: 'InvalidLayerPartException',
      lastValidByteReceived: 4,
    });
  });

  it('loses the response to a completion and to an image that was put', async () => {
    const uploadId = await begin();
    await part(uploadId, 'layer');
    ecr.faults.add({ kind: 'lose-answer', operation: 'CompleteLayerUpload' });
    const completion = { repositoryName, uploadId, layerDigests: [sha256('layer')] };
    await refusal(client.send(new sdk.CompleteLayerUploadCommand(completion)));
    expect(repository.layers.has(sha256('layer'))).toBe(true);
    const manifest = imageManifest(seedLayer(repository, '{}'), [{ digest: sha256('layer'), size: 5 }]);
    ecr.faults.add({ kind: 'lose-answer', operation: 'PutImage', digest: sha256(manifest) });
    const put = { repositoryName, imageManifest: manifest, imageDigest: sha256(manifest) };
    await refusal(client.send(new sdk.PutImageCommand(put)));
    expect(repository.images.has(sha256(manifest))).toBe(true);
  });

  it.each([500, 503] as const)('answers %i', async (status) => {
    ecr.faults.add({ kind: 'server-error', status });
    expect(await refusal(list())).toMatchObject({
      name: 'ServerException',
      $metadata: { httpStatusCode: status },
    });
    await expect(list()).resolves.toBeDefined();
  });

  it('leaves the first calls alone', async () => {
    ecr.faults.add({ kind: 'server-error', status: 500, operation: 'ListImages', afterCalls: 2 });
    await list();
    await list();
    expect(await refusal(list())).toMatchObject({ name: 'ServerException' });
    await expect(list()).resolves.toBeDefined();
  });

  it('breaks the connection before a call is applied', async () => {
    ecr.faults.add({ kind: 'reset-request', operation: 'DeleteRepository' });
    const deletion = new sdk.DeleteRepositoryCommand({ repositoryName });
    expect(await refusal(client.send(deletion))).toMatchObject({ code: 'ECONNRESET' });
    expect(ecr.registry('111111111111', region).repositories.has(repositoryName)).toBe(true);
  });

  it('breaks the connection within the body', async () => {
    const uploadId = await begin();
    ecr.faults.add({ kind: 'reset-request-body', operation: 'UploadLayerPart', afterBytes: 1_000_000 });
    expect(await refusal(part(uploadId, 'x'.repeat(9_000_000)))).toMatchObject({
      code: expect.stringMatching(/^(ECONNRESET|EPIPE)$/),
    });
    expect(ecr.calls.of('UploadLayerPart')).toMatchObject([{ outcome: 'reset-request-body', bytes: 0 }]);
  });

  it('never answers', async () => {
    ecr.faults.add({ kind: 'stall', operation: 'ListImages' });
    const waiting = refusal(list());
    await expect.poll(() => ecr.faults.waiting.length).toBe(0);
    expect(ecr.calls.of('ListImages')[0]?.endedAt).toBeUndefined();
    await ecr.close();
    expect(await waiting).toMatchObject({ code: 'ECONNRESET' });
  });

  it('throttles a burst, which the retries of the SDK overcome', async () => {
    ecr.faults.add({ kind: 'throttle', operation: 'ListImages', times: 2 });
    const patient = clientOf(ecr, ana, { maxAttempts: 3 });
    await list(patient);
    expect(ecr.calls.of('ListImages').map((call) => call.outcome)).toEqual([
      'ThrottlingException',
      'ThrottlingException',
      'ok',
    ]);
    patient.destroy();
  });

  it('denies access once', async () => {
    ecr.faults.add({ kind: 'access-denied', repositoryName });
    expect(await refusal(list())).toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringContaining(
        `repository/${repositoryName} because no identity-based policy allows`,
      ),
    });
  });

  it('finds the token expired', async () => {
    ecr.faults.add({ kind: 'expired-token' });
    expect(await refusal(list())).toMatchObject({ name: 'ExpiredTokenException' });
  });

  it('fails with KMS and quota errors at the operations that declare them', async () => {
    ecr.faults.add({ kind: 'kms-failure' });
    ecr.faults.add({ kind: 'limit-exceeded' });
    await list();
    expect(await refusal(begin())).toMatchObject({ name: 'KmsException', kmsError: expect.any(String) });
    const create = new sdk.CreateRepositoryCommand({ repositoryName: 'one-too-many' });
    expect(await refusal(client.send(create))).toMatchObject({ name: 'LimitExceededException' });
  });

  it('lets an upload expire', async () => {
    const uploadId = await begin();
    ecr.faults.add({ kind: 'upload-expired' });
    expect(await refusal(part(uploadId, 'late'))).toMatchObject({ name: 'UploadNotFoundException' });
    expect(repository.uploads.size).toBe(0);
  });

  it('collects unreferenced layers just before an image names them', async () => {
    const manifest = imageManifest(seedLayer(repository, '{}'), [seedLayer(repository, 'layer')]);
    ecr.faults.add({ kind: 'collect-layers', operation: 'PutImage' });
    const put = new sdk.PutImageCommand({ repositoryName, imageManifest: manifest });
    expect(await refusal(client.send(put))).toMatchObject({ name: 'LayersNotFoundException' });
  });

  it('applies only to the matching call', async () => {
    ecr.faults.add({
      kind: 'throttle',
      operation: 'ListImages',
      region,
      accountId: '111111111111',
      repositoryName,
    });
    const other = ecr.registry('111111111111', region).createRepository('other').name;
    await client.send(new sdk.ListImagesCommand({ repositoryName: other }));
    await client.send(new sdk.DescribeRepositoriesCommand({ repositoryNames: [repositoryName] }));
    expect(ecr.faults.waiting).toHaveLength(1);
    expect(await refusal(list())).toMatchObject({ name: 'ThrottlingException', message: 'Rate exceeded' });
  });

  it('discards pending faults when cleared', async () => {
    ecr.faults.add({ kind: 'throttle' });
    ecr.faults.clear();
    await expect(list()).resolves.toBeDefined();
  });
});

/** Downloads until the end or an error. */
async function receive(from: string) {
  const chunks: Uint8Array[] = [];
  const response = await fetch(from);
  const received = () => Buffer.concat(chunks);
  try {
    for await (const chunk of response.body ?? []) chunks.push(chunk);
    return { response, bytes: received(), broken: false };
  } catch {
    return { response, bytes: received(), broken: true };
  }
}

describe('at the download server', () => {
  const bytes = Buffer.from('0123456789'.repeat(100_000));
  let layer: Layer;
  beforeEach(() => {
    layer = addLayer(repository, sha256(bytes), bytesBlob(bytes));
  });
  const url = () => ecr.downloads.presign(repository, layer);
  it('breaks a download after so many bytes', async () => {
    ecr.faults.add({ kind: 'reset-download', afterBytes: 500_000, digest: layer.digest });
    const broken = await receive(url());
    expect([broken.broken, broken.bytes.equals(bytes.subarray(0, 500_000))]).toEqual([true, true]);
    expect((await receive(url())).bytes.equals(bytes)).toBe(true);
  });

  it('applies only to a download that includes the position of the break', async () => {
    ecr.faults.add({ kind: 'reset-download', afterBytes: bytes.length });
    const whole = await receive(url());
    expect([whole.broken, whole.bytes.length, ecr.faults.waiting.length]).toEqual([false, bytes.length, 1]);
    ecr.faults.clear();
  });

  it('lets the URL of a broken download expire', async () => {
    const once = url();
    ecr.faults.add({ kind: 'expire-download', afterBytes: 10 });
    expect((await receive(once)).bytes.toString()).toBe('0123456789');
    expect((await fetch(once)).status).toBe(403);
    expect((await fetch(url())).status).toBe(200);
  });

  it('flips a byte', async () => {
    ecr.faults.add({ kind: 'corrupt-layer', atByte: 700_000 });
    const corrupt = await receive(url());
    const different = [...bytes.keys()].filter((index) => bytes[index] !== corrupt.bytes[index]);
    expect([corrupt.bytes.length, different]).toEqual([bytes.length, [700_000]]);
  });

  it('ends a download early without an error', async () => {
    ecr.faults.add({ kind: 'truncate-layer', afterBytes: 1000 });
    const short = await receive(url());
    expect([short.broken, short.bytes.length]).toEqual([false, 1000]);
  });

  it.each([
    [{ kind: 'server-error', status: 503 }, 503, 'SlowDown'],
    [{ kind: 'server-error', status: 500 }, 500, 'InternalError'],
    [{ kind: 'throttle' }, 503, 'SlowDown'],
    [{ kind: 'access-denied' }, 403, 'AccessDenied'],
  ] as const)('answers %o in S3’s way', async (fault, status, code) => {
    ecr.faults.add({ ...fault, operation: 'DownloadLayer' });
    const response = await fetch(url());
    expect([response.status, await response.text()]).toEqual([status, expect.stringContaining(code)]);
  });

  it('breaks the connection, or never answers', async () => {
    ecr.faults.add({ kind: 'reset-request', operation: 'DownloadLayer' });
    await expect(fetch(url())).rejects.toThrow('fetch failed');
    ecr.faults.add({ kind: 'stall', operation: 'DownloadLayer' });
    const waiting = fetch(url());
    waiting.catch(() => undefined);
    await expect.poll(() => ecr.faults.waiting.length).toBe(0);
    await ecr.close();
    await expect(waiting).rejects.toThrow('fetch failed');
  });
});
