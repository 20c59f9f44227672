import * as sdk from '@aws-sdk/client-ecr';
import { describe, expect } from 'vitest';
import { setArchived } from '../registry/archive-image.ts';
import { putImage } from '../registry/put-image.ts';
import { refusal } from '../testing/refusal.ts';
import { region } from '../testing/sample-registry.ts';
import { imageMediaType, indexManifest, seedImage } from '../testing/seed.ts';
import { test } from '../../testing/images-test.ts';

describe('BatchGetImage', () => {
  test('answers each identifier separately', async ({ repository, get }) => {
    const image = seedImage(repository, 'one', { tag: 'v1' });
    const archived = seedImage(repository, 'old');
    setArchived(repository, archived.digest, true);
    const answer = await get([
      { imageTag: 'v1' },
      { imageDigest: image.digest },
      { imageTag: 'none' },
      { imageDigest: archived.digest },
      { imageDigest: archived.digest, imageTag: 'v1' },
      { imageDigest: 'malformed' },
      { imageTag: 'a b' },
      {},
    ]);
    expect(answer.images?.map((one) => one.imageId)).toEqual([
      { imageDigest: image.digest, imageTag: 'v1' },
      { imageDigest: image.digest },
    ]);
    expect(answer.failures?.map((failure) => failure.failureCode)).toEqual([
      'ImageNotFound',
      'ImageInaccessible',
      'ImageTagDoesNotMatchDigest',
      'InvalidImageDigest',
      'InvalidImageTag',
      'MissingDigestAndTag',
    ]);
    expect(answer.failures?.[0]?.failureReason).toBe('Requested image not found');
  });

  test('returns the stored bytes by digest, and a failure by tag when the media type is not accepted', async ({
    repository,
    get,
  }) => {
    const image = seedImage(repository, 'one', { tag: 'v1' });
    const docker = ['application/vnd.docker.distribution.manifest.v2+json'];
    const byDigest = await get([{ imageDigest: image.digest }], docker);
    expect(byDigest.images?.[0]?.imageManifest).toBe(image.manifest);
    const byTag = await get([{ imageTag: 'v1' }], docker);
    expect(byTag.failures?.[0]?.failureCode).toBe('ImageNotFound');
    const accepted = await get([{ imageTag: 'v1' }], [...docker, imageMediaType]);
    expect(accepted.images?.[0]?.imageManifest).toBe(image.manifest);
  });

  test('imports a missing image into a pull-through cache: of an index only the index itself', async ({
    ecr,
    client,
    repositoryName,
  }) => {
    const here = ecr.registry('111111111111', region);
    const upstream = ecr.registry('222222222222', region);
    const original = upstream.createRepository(repositoryName);
    const child = seedImage(original, 'child');
    const index = putImage(original, { manifest: indexManifest([child]), tag: 'v1' });
    const cached = here.createRepository(`cache/${repositoryName}`);
    const getCached = (imageIds: sdk.ImageIdentifier[]) =>
      client.send(new sdk.BatchGetImageCommand({ repositoryName: cached.name, imageIds }));
    const rule = { upstreamRegistryUrl: upstream.host, imports: [] as string[], upstream };
    here.pullThroughCacheRules.set('cache', rule);

    const described = { repositoryName: cached.name, imageIds: [{ imageTag: 'v1' }] };
    await client.send(new sdk.DescribeImagesCommand(described)).catch(() => undefined);
    expect([cached.images.size, rule.imports]).toEqual([0, []]);
    const answer = await getCached([{ imageTag: 'v1' }, { imageTag: 'v2' }]);
    expect(answer.images?.map(({ imageManifest: text }) => text)).toEqual([index.manifest]);
    expect(answer.failures?.map(({ failureCode }) => failureCode)).toEqual(['ImageNotFound']);
    expect([[...cached.images.keys()], [...cached.tags.keys()]]).toEqual([[index.digest], ['v1']]);
    await getCached([{ imageDigest: child.digest }, { imageTag: 'v1' }]);
    expect([...cached.images.keys()]).toEqual([index.digest, child.digest]);
    expect([...cached.layers.keys()]).toEqual([...original.layers.keys()]);
    expect(rule.imports).toEqual(['v1', 'v2', child.digest]);

    here.pullThroughCacheRules.set('cache', { upstreamRegistryUrl: upstream.host, imports: [] });
    const unreachable = await getCached([{ imageTag: 'v2' }]);
    expect(unreachable.failures?.map(({ failureCode }) => failureCode)).toEqual(['UpstreamUnavailable']);
    here.pullThroughCacheRules.clear();
  });

  test('accepts 1 to 100 identifiers', async ({ get }) => {
    const many = Array.from({ length: 101 }, () => ({ imageTag: 'v1' }));
    expect(await refusal(get([]))).toMatchObject({ name: 'InvalidParameterException' });
    expect(await refusal(get(many))).toMatchObject({ name: 'InvalidParameterException' });
  });
});
