import * as sdk from '@aws-sdk/client-ecr';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { LocalEcr } from '../local-ecr.ts';
import { setArchived } from '../registry/archive-image.ts';
import { collectUnreferencedLayers } from '../registry/layers.ts';
import { limits } from '../registry/limits.ts';
import { putImage } from '../registry/put-image.ts';
import type { Repository } from '../registry/repository.ts';
import { refusal } from '../testing/refusal.ts';
import { ana, clientOf, region, sha256, startSample } from '../testing/sample-registry.ts';
import {
  configMediaType,
  imageManifest,
  imageMediaType,
  indexManifest,
  indexMediaType,
  seedImage,
  seedLayer,
} from '../testing/seed.ts';

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
  repositoryName = `images-${(count += 1)}`;
  repository = ecr.registry('111111111111', region).createRepository(repositoryName);
});

const put = async (manifest: string, more: Partial<sdk.PutImageCommandInput> = {}) =>
  client.send(new sdk.PutImageCommand({ repositoryName, imageManifest: manifest, ...more }));
const get = async (imageIds: sdk.ImageIdentifier[], acceptedMediaTypes?: string[]) =>
  client.send(new sdk.BatchGetImageCommand({ repositoryName, imageIds, acceptedMediaTypes }));
const describeByIds = async (...imageIds: sdk.ImageIdentifier[]) =>
  client.send(new sdk.DescribeImagesCommand({ repositoryName, imageIds }));

const remove = async (...imageIds: sdk.ImageIdentifier[]) =>
  client.send(new sdk.BatchDeleteImageCommand({ repositoryName, imageIds }));

function manifestOf(name: string, more: object = {}): string {
  const config = seedLayer(repository, `{"config":"${name}"}`);
  return imageManifest(config, [seedLayer(repository, `layer of ${name}`)], more);
}

describe('PutImage', () => {
  it('compares the digest with the hash of the exact bytes', async () => {
    const manifest = manifestOf('exact');
    const wrong = sha256(`${manifest}\n`);
    expect(await refusal(put(manifest, { imageDigest: wrong }))).toMatchObject({
      name: 'ImageDigestDoesNotMatchException',
      message: `The image with digest '${wrong}' in repository '${repositoryName}' and registry ID '111111111111' does not match the image digest that Amazon ECR has calculated.`,
    });
    const { image } = await put(manifest, { imageDigest: sha256(manifest), imageTag: 'v1' });
    expect(image).toMatchObject({
      imageId: { imageDigest: sha256(manifest), imageTag: 'v1' },
      imageManifest: manifest,
      imageManifestMediaType: imageMediaType,
    });
  });

  it('adds a tag to an image, and rejects a put that changes nothing', async () => {
    const manifest = manifestOf('again');
    const digest = sha256(manifest);
    await put(manifest, { imageTag: 'a' });
    await put(manifest, { imageTag: 'b' });
    expect([...(repository.images.get(digest)?.tags ?? [])]).toEqual(['a', 'b']);
    expect(await refusal(put(manifest, { imageTag: 'a' }))).toMatchObject({
      name: 'ImageAlreadyExistsException',
      message: `Image with digest '${digest}' and tag 'a' already exists in the repository with name '${repositoryName}' in registry with id '111111111111'`,
    });
    expect(await refusal(put(manifest))).toMatchObject({ name: 'ImageAlreadyExistsException' });
  });

  it('moves a mutable tag and leaves the previous image untagged', async () => {
    const [first, second] = [manifestOf('first'), manifestOf('second')];
    await put(first, { imageTag: 'latest' });
    await put(second, { imageTag: 'latest' });
    expect(repository.tags.get('latest')).toBe(sha256(second));
    expect(repository.images.get(sha256(first))?.tags.size).toBe(0);
  });

  it.each([
    ['IMMUTABLE', 'v1', false],
    ['IMMUTABLE', 'dev-1', false],
    ['IMMUTABLE_WITH_EXCLUSION', 'v1', false],
    ['IMMUTABLE_WITH_EXCLUSION', 'dev-1', true],
    ['MUTABLE_WITH_EXCLUSION', 'v1', true],
    ['MUTABLE_WITH_EXCLUSION', 'dev-1', false],
  ] as const)(
    'in a repository that is %s, tag %s is movable: %s',
    async (tagMutability, imageTag, mayMove) => {
      Object.assign(repository.settings, {
        tagMutability,
        exclusionFilters: [{ filterType: 'WILDCARD', filter: 'dev-*' }],
      });
      await put(manifestOf('first'), { imageTag });
      const moved = put(manifestOf('second'), { imageTag });
      if (mayMove) await expect(moved).resolves.toBeDefined();
      else {
        expect(await refusal(moved)).toMatchObject({
          name: 'ImageTagAlreadyExistsException',
          message: `The image tag '${imageTag}' already exists in the '${repositoryName}' repository and cannot be overwritten because the repository is immutable.`,
        });
      }
    },
  );

  it('requires the manifests of an index first', async () => {
    const index = indexManifest([{ digest: sha256('child'), size: 5 }]);
    expect(await refusal(put(index))).toMatchObject({
      name: 'ReferencedImagesNotFoundException',
      message: `Images with digests '[${sha256('child')}]' required for pushing image into repository with name '${repositoryName}' in the registry with id '111111111111' do not exist`,
    });
  });

  const invalidJson =
    "Invalid parameter at 'ImageManifest' failed to satisfy constraint: 'Invalid JSON syntax'";
  it.each([
    ['text that is not JSON', 'nothing', {}],
    ['an unknown media type', JSON.stringify({ schemaVersion: 2, mediaType: 'text/plain' }), {}],
    ['no media type at all', JSON.stringify({ schemaVersion: 2, layers: [] }), {}],
    ['an image without layers', imageManifest({ digest: sha256('c'), size: 1 }, []), {}],
  ])('refuses %s', async (_what, manifest, more) => {
    expect(await refusal(put(manifest, more))).toMatchObject({
      name: 'InvalidParameterException',
      message: invalidJson,
    });
  });

  it('uses the media type of the request when the manifest has none', async () => {
    const bare = JSON.stringify({ ...JSON.parse(manifestOf('bare')), mediaType: undefined });
    expect(await refusal(put(bare))).toMatchObject({ message: invalidJson });
    const { image } = await put(bare, { imageManifestMediaType: imageMediaType });
    expect(image?.imageManifestMediaType).toBe(imageMediaType);
    const other = { imageManifestMediaType: indexMediaType };
    expect(await refusal(put(manifestOf('other'), other))).toMatchObject({
      name: 'InvalidParameterException',
    });
  });

  it('accepts at most 500 layers', async () => {
    const config = seedLayer(repository, '{}');
    const layer = seedLayer(repository, 'layer');
    await put(
      imageManifest(
        config,
        Array.from({ length: limits.layersPerImage }, () => layer),
      ),
    );
    const more = Array.from({ length: limits.layersPerImage + 1 }, () => layer);
    expect(await refusal(put(imageManifest(config, more)))).toMatchObject({
      message:
        "Invalid parameter at 'ImageManifest' failed to satisfy constraint: 'Limit on number of layers per image exceeded'",
    });
  });

  it('accepts at most 4 MiB', async () => {
    const size = manifestOf('big', { annotations: { filler: '' } }).length;
    const filled = (length: number) =>
      manifestOf('big', { annotations: { filler: 'x'.repeat(length - size) } });
    await put(filled(limits.manifestSize));
    expect(await refusal(put(filled(limits.manifestSize + 1)))).toMatchObject({
      name: 'InvalidParameterException',
    });
  });

  it('accepts at most 1,000 tags on an image', async () => {
    const manifest = manifestOf('tags');
    for (let tag = 0; tag < limits.tagsPerImage; tag += 1) putImage(repository, { manifest, tag: `t${tag}` });
    expect(await refusal(put(manifest, { imageTag: 'more' }))).toMatchObject({
      name: 'LimitExceededException',
    });
  });

  it('rejects a malformed tag or digest', async () => {
    const manifest = manifestOf('names');
    expect(await refusal(put(manifest, { imageTag: 'a b' }))).toMatchObject({
      message:
        "Invalid parameter at 'imageTag' failed to satisfy constraint: 'must satisfy regular expression '[a-zA-Z0-9-_.]+''",
    });
    expect(await refusal(put(manifest, { imageDigest: 'x' }))).toMatchObject({
      message:
        "Invalid parameter at 'imageDigest' failed to satisfy constraint: 'must satisfy regular expression '[a-zA-Z0-9-_+.]+:[a-fA-F0-9]+''",
    });
  });

  it('does not require nondistributable layers', async () => {
    const config = seedLayer(repository, '{}');
    const foreign = {
      mediaType: 'application/vnd.docker.image.rootfs.foreign.diff.tar.gzip',
      digest: sha256('windows'),
      size: 7,
    };
    await expect(put(imageManifest(config, [foreign]))).resolves.toBeDefined();
  });
});

describe('BatchGetImage', () => {
  it('answers each identifier separately', async () => {
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

  it('returns the stored bytes by digest, and a failure by tag when the media type is not accepted', async () => {
    const image = seedImage(repository, 'one', { tag: 'v1' });
    const docker = ['application/vnd.docker.distribution.manifest.v2+json'];
    const byDigest = await get([{ imageDigest: image.digest }], docker);
    expect(byDigest.images?.[0]?.imageManifest).toBe(image.manifest);
    const byTag = await get([{ imageTag: 'v1' }], docker);
    expect(byTag.failures?.[0]?.failureCode).toBe('ImageNotFound');
    const accepted = await get([{ imageTag: 'v1' }], [...docker, imageMediaType]);
    expect(accepted.images?.[0]?.imageManifest).toBe(image.manifest);
  });

  it('imports a missing image into a pull-through cache: of an index only the index itself', async () => {
    const here = ecr.registry('111111111111', region);
    const upstream = ecr.registry('222222222222', region);
    const original = upstream.createRepository(repositoryName);
    const child = seedImage(original, 'child');
    const index = putImage(original, { manifest: indexManifest([child]), tag: 'v1' });
    repositoryName = `cache/${repositoryName}`;
    const cached = here.createRepository(repositoryName);
    const rule = { upstreamRegistryUrl: upstream.host, imports: [] as string[], upstream };
    here.pullThroughCacheRules.set('cache', rule);

    await describeByIds({ imageTag: 'v1' }).catch(() => undefined);
    expect([cached.images.size, rule.imports]).toEqual([0, []]);
    const answer = await get([{ imageTag: 'v1' }, { imageTag: 'v2' }]);
    expect(answer.images?.map(({ imageManifest: text }) => text)).toEqual([index.manifest]);
    expect(answer.failures?.map(({ failureCode }) => failureCode)).toEqual(['ImageNotFound']);
    expect([[...cached.images.keys()], [...cached.tags.keys()]]).toEqual([[index.digest], ['v1']]);
    await get([{ imageDigest: child.digest }, { imageTag: 'v1' }]);
    expect([...cached.images.keys()]).toEqual([index.digest, child.digest]);
    expect([...cached.layers.keys()]).toEqual([...original.layers.keys()]);
    expect(rule.imports).toEqual(['v1', 'v2', child.digest]);

    here.pullThroughCacheRules.set('cache', { upstreamRegistryUrl: upstream.host, imports: [] });
    const unreachable = await get([{ imageTag: 'v2' }]);
    expect(unreachable.failures?.map(({ failureCode }) => failureCode)).toEqual(['UpstreamUnavailable']);
    here.pullThroughCacheRules.clear();
  });

  it('accepts 1 to 100 identifiers', async () => {
    const many = Array.from({ length: 101 }, () => ({ imageTag: 'v1' }));
    expect(await refusal(get([]))).toMatchObject({ name: 'InvalidParameterException' });
    expect(await refusal(get(many))).toMatchObject({ name: 'InvalidParameterException' });
  });
});

describe('DescribeImages and ListImages', () => {
  it('describes an image and an index', async () => {
    const small = seedImage(repository, 'small');
    const large = seedImage(repository, 'a much larger one', { tag: 'large' });
    const index = putImage(repository, { manifest: indexManifest([small, large]), tag: 'all' });
    const { imageDetails = [] } = await describeByIds({ imageTag: 'large' }, { imageDigest: index.digest });
    const manifest = JSON.parse(large.manifest);
    expect(imageDetails).toEqual([
      {
        registryId: '111111111111',
        repositoryName,
        imageDigest: large.digest,
        imageTags: ['large'],
        imageSizeInBytes: manifest.config.size + manifest.layers[0].size,
        imagePushedAt: expect.any(Date),
        imageManifestMediaType: imageMediaType,
        artifactMediaType: configMediaType,
        imageStatus: 'ACTIVE',
      },
      expect.objectContaining({ imageSizeInBytes: large.size, imageManifestMediaType: indexMediaType }),
    ]);
  });

  it('fails as a whole when one image is missing', async () => {
    const image = seedImage(repository, 'here');
    expect(await refusal(describeByIds({ imageDigest: image.digest }, { imageTag: 'gone' }))).toMatchObject({
      name: 'ImageNotFoundException',
      message: `The image with imageId {imageDigest:'null', imageTag:'gone'} does not exist within the repository with name '${repositoryName}' in the registry with id '111111111111'`,
    });
    const both = { repositoryName, imageIds: [{ imageTag: 'x' }], maxResults: 5 };
    expect(await refusal(client.send(new sdk.DescribeImagesCommand(both)))).toMatchObject({
      name: 'InvalidParameterException',
    });
  });

  it('lists a pair for each tag, filters by tags, and hides archived images', async () => {
    const two = seedImage(repository, 'two', { tag: 'a' });
    putImage(repository, { manifest: two.manifest, tag: 'b' });
    const untagged = seedImage(repository, 'untagged');
    const archived = seedImage(repository, 'archived', { tag: 'old' });
    setArchived(repository, archived.digest, true);
    const list = async (filter?: sdk.ListImagesFilter) => {
      const { imageIds = [] } = await client.send(new sdk.ListImagesCommand({ repositoryName, filter }));
      return imageIds.map((one) => one.imageTag ?? 'untagged').toSorted();
    };
    expect(await list()).toEqual(['a', 'b', 'untagged']);
    expect(await list({ tagStatus: 'TAGGED' })).toEqual(['a', 'b']);
    expect(await list({ tagStatus: 'UNTAGGED' })).toEqual(['untagged']);
    expect(await list({ imageStatus: 'ARCHIVED' })).toEqual(['old']);
    expect(await list({ imageStatus: 'ANY' })).toEqual(['a', 'b', 'old', 'untagged']);
    const { imageDetails = [] } = await client.send(
      new sdk.DescribeImagesCommand({ repositoryName, filter: { tagStatus: 'UNTAGGED' } }),
    );
    expect(imageDetails.map((detail) => detail.imageDigest)).toEqual([untagged.digest]);
  });

  it('lists each of 10,000 images once, within a second', async () => {
    const config = seedLayer(repository, '{}');
    const layer = seedLayer(repository, 'layer');
    for (let number = 0; number < 10_000; number += 1) {
      const manifest = imageManifest(config, [layer], { annotations: { number: String(number) } });
      putImage(repository, { manifest, tag: `v${number}` });
    }
    const startedAt = performance.now();
    const digests = new Set<string>();
    let pages = 0;
    for await (const page of sdk.paginateDescribeImages({ client }, { repositoryName })) {
      pages += 1;
      for (const detail of page.imageDetails ?? []) digests.add(detail.imageDigest ?? '');
    }
    expect(digests.size).toBe(10_000);
    expect(pages).toBe(100);
    expect(performance.now() - startedAt).toBeLessThan(10_000);
    const ids = [];
    for await (const page of sdk.paginateListImages({ client, pageSize: 1000 }, { repositoryName })) {
      ids.push(...(page.imageIds ?? []));
    }
    expect(new Set(ids.map((one) => one.imageTag)).size).toBe(10_000);
  });

  it('keeps pages consistent while images are added and deleted', async () => {
    const images = Array.from({ length: 6 }, (_, index) => seedImage(repository, `image ${index}`));
    const page = async (nextToken?: string) =>
      client.send(new sdk.DescribeImagesCommand({ repositoryName, maxResults: 2, nextToken }));
    const first = await page();
    const deleted = first.imageDetails?.[1]?.imageDigest;
    await client.send(
      new sdk.BatchDeleteImageCommand({ repositoryName, imageIds: [{ imageDigest: deleted }] }),
    );
    const second = await page(first.nextToken);
    const third = await page(second.nextToken);
    const seen = [first, second, third].flatMap((one) =>
      one.imageDetails?.map((detail) => detail.imageDigest),
    );
    expect(seen).toEqual(images.map((image) => image.digest).toSorted());
    expect(third.nextToken).toBeUndefined();
    expect(await refusal(page('not-a-token'))).toMatchObject({ name: 'InvalidParameterException' });
  });

  it.each([0, 1001])('rejects a page size of %i', async (maxResults) => {
    const command = new sdk.ListImagesCommand({ repositoryName, maxResults });
    expect(await refusal(client.send(command))).toMatchObject({ name: 'InvalidParameterException' });
  });
});

describe('BatchDeleteImage', () => {
  it('removes a tag, and the image with its last tag', async () => {
    const image = seedImage(repository, 'tagged', { tag: 'a' });
    putImage(repository, { manifest: image.manifest, tag: 'b' });
    expect((await remove({ imageTag: 'a' })).imageIds).toEqual([
      { imageDigest: image.digest, imageTag: 'a' },
    ]);
    expect(repository.images.has(image.digest)).toBe(true);
    await remove({ imageTag: 'b' });
    expect(repository.images.has(image.digest)).toBe(false);
    expect(repository.layers.size).toBe(2);
    expect(collectUnreferencedLayers(repository)).toHaveLength(2);
  });

  it('keeps images that an index references until the index is deleted', async () => {
    const child = seedImage(repository, 'child');
    const index = putImage(repository, { manifest: indexManifest([child]) });
    const answer = await remove({ imageDigest: child.digest }, { imageTag: 'gone' });
    expect(answer.failures).toMatchObject([
      {
        failureCode: 'ImageReferencedByManifestList',
        failureReason: 'Requested image referenced by manifest list',
      },
      { failureCode: 'ImageNotFound' },
    ]);
    const both = await remove({ imageDigest: index.digest }, { imageDigest: child.digest });
    expect(both.failures).toEqual([]);
    expect(repository.images.size).toBe(0);
  });
});

describe('ListImageReferrers', () => {
  it('lists the referrers of a digest by type, page by page', async () => {
    const subject = seedImage(repository, 'subject');
    const reference = { mediaType: imageMediaType, digest: subject.digest, size: 1 };
    for (const [number, artifactType] of ['sbom', 'signature', 'sbom'].entries()) {
      const manifest = manifestOf(`referrer ${number}`, {
        artifactType: `application/${artifactType}`,
        subject: reference,
        annotations: { number: String(number) },
      });
      putImage(repository, { manifest });
    }
    const list = async (more: Partial<sdk.ListImageReferrersCommandInput> = {}) =>
      client.send(
        new sdk.ListImageReferrersCommand({
          repositoryName,
          subjectId: { imageDigest: subject.digest },
          ...more,
        }),
      );
    const first = await list({ maxResults: 2 });
    const second = await list({ maxResults: 2, nextToken: first.nextToken });
    expect([first.referrers?.length, second.referrers?.length, second.nextToken]).toEqual([2, 1, undefined]);
    const { referrers = [] } = await list({ filter: { artifactTypes: ['application/signature'] } });
    const digest = referrers[0]?.digest ?? '';
    expect(referrers).toEqual([
      {
        digest,
        mediaType: imageMediaType,
        artifactType: 'application/signature',
        size: repository.images.get(digest)?.manifest.length,
        annotations: { number: '1' },
        artifactStatus: 'ACTIVE',
      },
    ]);
    const { imageDetails } = await describeByIds({ imageDigest: digest });
    expect(imageDetails?.[0]?.subjectManifestDigest).toBe(subject.digest);
    expect(await refusal(list({ maxResults: 51 }))).toMatchObject({ name: 'InvalidParameterException' });
  });
});
