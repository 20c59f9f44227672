import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startLocalEcr, type LocalEcr } from '../../electron/local-ecr/local-ecr.ts';
import { layoutDigests } from './oci-layout.ts';
import { buildSampleImage, buildSampleIndex } from './sample-image.ts';
import { skopeoDigest, skopeoInspect, skopeoPull, skopeoPush, type RegistryImage } from './skopeo.ts';

const accountId = '111122223333';
const region = 'eu-west-1';
const principal = { accessKeyId: 'AKIA1', secretAccessKey: 's', arn: `arn:aws:iam::${accountId}:user/ana` };

let directory: string;
let ecr: LocalEcr;
let target: RegistryImage;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'skopeo-'));
  ecr = await startLocalEcr({ accounts: [{ id: accountId, principals: [principal] }], regions: [region] });
  ecr.registry(accountId, region).createRepository('team/api');
  const { password } = ecr.tokens.issue({ accountId, principal }, region);
  const host = await ecr.ociRegistry(accountId, region);
  target = { host, password, repository: 'team/api', reference: '1.0' };
});
afterEach(async () => {
  await ecr.close();
  await rm(directory, { recursive: true });
});

describe('skopeo at the registry endpoint', () => {
  it('pushes an image and pulls the same bytes back', async () => {
    const image = await buildSampleImage(join(directory, 'made'));
    await skopeoPush(image.directory, target);
    expect(await skopeoDigest(target)).toBe(image.digest);
    expect(await skopeoInspect(target)).toMatchObject({
      Digest: image.digest,
      Architecture: 'amd64',
      RepoTags: ['1.0'],
      Layers: image.blobs.slice(1).map((blob) => blob.digest),
    });
    await skopeoPull(target, join(directory, 'pulled'));
    expect(await layoutDigests(join(directory, 'pulled'))).toEqual(await layoutDigests(image.directory));
  });

  it('pushes an index with both platforms and pulls the same bytes back', async () => {
    const index = await buildSampleIndex(join(directory, 'made'));
    await skopeoPush(index.directory, target);
    expect(await skopeoDigest(target)).toBe(index.digest);
    for (const child of index.children) {
      expect(await skopeoDigest({ ...target, reference: child })).toBe(child);
    }
    await skopeoPull({ ...target, reference: index.digest }, join(directory, 'pulled'));
    expect(await layoutDigests(join(directory, 'pulled'))).toEqual(await layoutDigests(index.directory));
  });

  it('transfers no layer when the image already exists', async () => {
    const index = await buildSampleIndex(join(directory, 'made'));
    await skopeoPush(index.directory, target);
    ecr.calls.clear();
    await skopeoPush(index.directory, { ...target, reference: '2.0' });
    expect(ecr.calls.layerBytes).toBe(0);
    expect(await skopeoDigest({ ...target, reference: '2.0' })).toBe(index.digest);
  });

  it('receives the error message', async () => {
    const { directory: layout } = await buildSampleIndex(join(directory, 'made'));
    await expect(skopeoPush(layout, { ...target, password: 'wrong' })).rejects.toThrow(
      'unauthorized: authentication required',
    );
    await expect(skopeoDigest(target)).rejects.toThrow('manifest unknown');
    await expect(skopeoPush(layout, { ...target, repository: 'missing' })).rejects.toThrow('EOF');
  });
});
