import * as sdk from '@aws-sdk/client-ecr';
import { describe, expect } from 'vitest';
import { setArchived } from '../registry/archive-image.ts';
import { collectUnreferencedLayers } from '../registry/layers.ts';
import { putImage } from '../registry/put-image.ts';
import { refusal } from '../testing/refusal.ts';
import {
  configMediaType,
  imageManifest,
  imageMediaType,
  indexManifest,
  indexMediaType,
  seedImage,
  seedLayer,
} from '../testing/seed.ts';
import { test } from '../../testing/images-test.ts';

describe('DescribeImages and ListImages', () => {
  test('describes an image and an index', async ({ repository, repositoryName, describeByIds }) => {
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

  test('fails as a whole when one image is missing', async ({
    client,
    repository,
    repositoryName,
    describeByIds,
  }) => {
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

  test('lists a pair for each tag, filters by tags, and hides archived images', async ({
    client,
    repository,
    repositoryName,
  }) => {
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

  test('lists each of 10,000 images once, within a second', async ({
    client,
    repository,
    repositoryName,
  }) => {
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

  test('keeps pages consistent while images are added and deleted', async ({
    client,
    repository,
    repositoryName,
  }) => {
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

  test.for([0, 1001])('rejects a page size of %i', async (maxResults, { client, repositoryName }) => {
    const command = new sdk.ListImagesCommand({ repositoryName, maxResults });
    expect(await refusal(client.send(command))).toMatchObject({ name: 'InvalidParameterException' });
  });
});

describe('BatchDeleteImage', () => {
  test('removes a tag, and the image with its last tag', async ({ repository, remove }) => {
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

  test('keeps images that an index references until the index is deleted', async ({ repository, remove }) => {
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
  test('lists the referrers of a digest by type, page by page', async ({
    client,
    repository,
    repositoryName,
    describeByIds,
    manifestOf,
  }) => {
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
