import { DescribeImagesCommand, ListImagesCommand, paginateListImages } from '@aws-sdk/client-ecr';
import { pushImage, putOf, uploadBlobs } from '../core/api-push.ts';
import { claimArea, type ClaimContext } from '../core/claim.ts';
import {
  dockerImageType,
  imageManifest,
  imageType,
  indexManifest,
  newBlob,
  sha256,
} from '../core/content.ts';
import { verdict } from '../core/outcome.ts';
import { getImages, readManifest } from '../core/read-image.ts';
import { refusalName } from '../core/refusal.ts';

const prepare = async ({ first }: ClaimContext) => ({
  first,
  repositoryName: await first.repositories.get('verification'),
});

export const verification = claimArea('verification', 'Reads that verify a copy', [
  [
    'by-tag',
    'documented',
    'BatchGetImage by tag returns digest and tag, and the manifest byte for byte.',
    async (context) => {
      const { first, repositoryName } = await prepare(context);
      const { manifest, digest } = await pushImage(first, repositoryName, { tag: 'by-tag' });
      const { images } = await getImages(first, repositoryName, [{ imageTag: 'by-tag' }]);
      const seen = images?.map(({ imageId, imageManifest: text }) => [imageId, text === manifest]);
      return verdict(seen, [[{ imageDigest: digest, imageTag: 'by-tag' }, true]]);
    },
  ],
  [
    'two-tags-of-one-image',
    'assumed',
    'BatchGetImage of two tags of one image returns it twice, once under each tag.',
    async (context) => {
      const { first, repositoryName } = await prepare(context);
      const { manifest } = await pushImage(first, repositoryName, { tag: 'two-a' });
      await first.client.send(putOf(repositoryName, manifest, 'two-b'));
      const { images } = await getImages(first, repositoryName, [
        { imageTag: 'two-a' },
        { imageTag: 'two-b' },
      ]);
      return verdict(images?.map(({ imageId }) => imageId?.imageTag).toSorted(), ['two-a', 'two-b']);
    },
  ],
  [
    'tag-and-digest-of-one-image',
    'assumed',
    'BatchGetImage of a digest and of a tag of the same image returns it twice, once with the tag and once without.',
    async (context) => {
      const { first, repositoryName } = await prepare(context);
      const { digest } = await pushImage(first, repositoryName, { tag: 'both' });
      const { images } = await getImages(first, repositoryName, [
        { imageDigest: digest },
        { imageTag: 'both' },
      ]);
      return verdict(images?.map(({ imageId }) => imageId?.imageTag ?? 'none').toSorted(), ['both', 'none']);
    },
  ],
  [
    'missing-image',
    'documented',
    'BatchGetImage reports an image that is missing as a failure ImageNotFound in addition to the others.',
    async (context) => {
      const { first, repositoryName } = await prepare(context);
      const { digest } = await pushImage(first, repositoryName);
      const { images, failures } = await getImages(first, repositoryName, [
        { imageDigest: digest },
        { imageTag: 'never-pushed' },
      ]);
      const seen = [images?.length, failures?.map(({ failureCode }) => failureCode)];
      return verdict(seen, [1, ['ImageNotFound']]);
    },
  ],
  [
    'digest-and-tag-disagree',
    'documented',
    'BatchGetImage of a digest with the tag of another image fails with ImageTagDoesNotMatchDigest.',
    async (context) => {
      const { first, repositoryName } = await prepare(context);
      const { digest } = await pushImage(first, repositoryName);
      await pushImage(first, repositoryName, { tag: 'of-another' });
      const { failures } = await getImages(first, repositoryName, [
        { imageDigest: digest, imageTag: 'of-another' },
      ]);
      return verdict(
        failures?.map(({ failureCode }) => failureCode),
        ['ImageTagDoesNotMatchDigest'],
      );
    },
  ],
  [
    'index-without-accepted-types',
    'assumed',
    'BatchGetImage of an index without acceptedMediaTypes returns the index, by tag and by digest.',
    async (context) => {
      const { first, repositoryName } = await prepare(context);
      const { manifest } = await pushImage(first, repositoryName);
      const index = indexManifest([manifest]);
      await first.client.send(putOf(repositoryName, index, 'index'));
      const seen: boolean[] = [];
      for (const imageId of [{ imageTag: 'index' }, { imageDigest: sha256(index) }])
        seen.push((await readManifest(first, repositoryName, imageId)) === index);
      return verdict(seen, [true, true]);
    },
  ],
  [
    'digest-with-excluding-types',
    'assumed',
    'BatchGetImage by digest returns the stored manifest even when acceptedMediaTypes does not list its type.',
    async (context) => {
      const { first, repositoryName } = await prepare(context);
      const { manifest, digest } = await pushImage(first, repositoryName);
      const { images } = await getImages(first, repositoryName, [{ imageDigest: digest }], [dockerImageType]);
      return verdict(
        images?.map((image) => image.imageManifest === manifest),
        [true],
      );
    },
  ],
  [
    'media-type',
    'documented',
    'BatchGetImage returns the media type of a manifest that has none itself.',
    async (context) => {
      const { first, repositoryName } = await prepare(context);
      const { config, layer } = await uploadBlobs(first, repositoryName);
      const text = imageManifest(config, [layer], { mediaType: undefined });
      const put = putOf(repositoryName, text);
      put.input.imageManifestMediaType = imageType;
      await first.client.send(put);
      const { images } = await getImages(first, repositoryName, [{ imageDigest: sha256(text) }]);
      const seen = images?.map((image) => [image.imageManifestMediaType, image.imageManifest === text]);
      return verdict(seen, [[imageType, true]]);
    },
  ],
  [
    'one-entry-per-tag',
    'documented',
    'ListImages has one entry for each tag of an image, and one without a tag for an image that has none.',
    async (context) => {
      const { first } = await prepare(context);
      const repositoryName = await first.repositories.get('listed');
      const tagged = await pushImage(first, repositoryName, { tag: 'list-a' });
      await first.client.send(putOf(repositoryName, tagged.manifest, 'list-b'));
      await pushImage(first, repositoryName);
      const tags: string[] = [];
      for await (const { imageIds } of paginateListImages(
        { client: first.client, pageSize: 2 },
        { repositoryName },
      ))
        tags.push(...(imageIds ?? []).map(({ imageTag = 'none' }) => imageTag));
      return verdict(tags.toSorted(), ['list-a', 'list-b', 'none']);
    },
  ],
  [
    'invalid-page-token',
    'assumed',
    'A page token that ECR did not issue is rejected with InvalidParameterException.',
    async (context) => {
      const { first, repositoryName } = await prepare(context);
      const list = new ListImagesCommand({ repositoryName, nextToken: 'bm8gdG9rZW4=' });
      return verdict(await refusalName(first.client.send(list)), 'InvalidParameterException');
    },
  ],
  [
    'describe-missing',
    'observed',
    'DescribeImages fails as a whole when one of the images is missing: ImageNotFoundException.',
    async (context) => {
      const { first, repositoryName } = await prepare(context);
      const { digest } = await pushImage(first, repositoryName);
      const imageIds = [{ imageDigest: digest }, { imageDigest: newBlob().digest }];
      const describe = new DescribeImagesCommand({ repositoryName, imageIds });
      return verdict(await refusalName(first.client.send(describe)), 'ImageNotFoundException');
    },
  ],
]);
