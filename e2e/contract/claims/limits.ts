import { BatchGetImageCommand, DescribeImagesCommand, ListImagesCommand } from '@aws-sdk/client-ecr';
import { completeUpload, partOf, pushImage, putOf, startUpload, uploadBlobs } from '../core/api-push.ts';
import { claimArea, type ClaimContext } from '../core/claim.ts';
import { imageManifest, mebibyte, newBlob } from '../core/content.ts';
import { requireSeen, untried, verdict } from '../core/outcome.ts';
import { refusalName, refusalOf } from '../core/refusal.ts';
import { fullyTaggedImage } from '../core/fully-tagged-image.ts';

const prepare = async ({ first }: ClaimContext) => ({
  first,
  repositoryName: await first.repositories.get('limits'),
});

/** Sends one part of so many bytes. */
async function onePart(context: ClaimContext, size: number): Promise<string> {
  const { first, repositoryName } = await prepare(context);
  const uploadId = await startUpload(first, repositoryName);
  return refusalName(first.client.send(partOf(repositoryName, uploadId, 0, newBlob(size).bytes)));
}

/** Puts an image once with a tag of each length. */
async function tagsOfLengths(context: ClaimContext, lengths: readonly number[]): Promise<readonly string[]> {
  const { first, repositoryName } = await prepare(context);
  const { manifest } = await pushImage(first, repositoryName);
  const seen: string[] = [];
  for (const length of lengths)
    seen.push(await refusalName(first.client.send(putOf(repositoryName, manifest, 't'.repeat(length)))));
  return seen;
}

export const limits = claimArea('limits', 'Limits', [
  [
    'layers-per-image',
    'observed',
    'An image can have 500 layers; 501 are rejected with InvalidParameterException.',
    async (context) => {
      const { first, repositoryName } = await prepare(context);
      const { config, layer } = await uploadBlobs(first, repositoryName);
      const seen: string[] = [];
      for (const length of [500, 501]) {
        const manifest = imageManifest(
          config,
          Array.from({ length }, () => layer),
        );
        seen.push(await refusalName(first.client.send(putOf(repositoryName, manifest))));
      }
      return verdict(seen, ['accepted', 'InvalidParameterException']);
    },
  ],
  [
    'manifest-size',
    'documented',
    'A manifest can have 4,194,304 characters; one more is rejected with InvalidParameterException.',
    async (context) => {
      const { first, repositoryName } = await prepare(context);
      const { config, layer } = await uploadBlobs(first, repositoryName);
      const seen: string[] = [];
      for (const length of [4 * mebibyte, 4 * mebibyte + 1]) {
        const manifest = imageManifest(config, [layer]).padEnd(length, ' ');
        seen.push(await refusalName(first.client.send(putOf(repositoryName, manifest))));
      }
      return verdict(seen, ['accepted', 'InvalidParameterException']);
    },
  ],
  [
    'large-part',
    'assumed',
    'UploadLayerPart accepts parts of more than the 10 MiB of the service quota, up to the 20 MiB of the API.',
    async (context) => verdict(await onePart(context, 20 * mebibyte), 'accepted'),
  ],
  [
    'too-large-part',
    'documented',
    'A part of more than 20,971,520 bytes is rejected with InvalidParameterException.',
    async (context) => verdict(await onePart(context, 20 * mebibyte + 1), 'InvalidParameterException'),
  ],
  [
    'tag-length',
    'documented',
    'A tag can have 128 characters.',
    async (context) => verdict(await tagsOfLengths(context, [128]), ['accepted']),
  ],
  [
    'longer-tag',
    'assumed',
    'A tag can have up to 300 characters; 301 are rejected with InvalidParameterException.',
    async (context) =>
      verdict(await tagsOfLengths(context, [129, 300, 301]), [
        'accepted',
        'accepted',
        'InvalidParameterException',
      ]),
  ],
  [
    'tags-per-image',
    'documented',
    'An image can have 1,000 tags; one more is rejected with LimitExceededException.',
    async (context) => {
      const { first } = context;
      const { repositoryName, manifest } = await fullyTaggedImage(first);
      const { name } = await refusalOf(first.onceClient.send(putOf(repositoryName, manifest, 'one-more')));
      return verdict(name, 'LimitExceededException');
    },
  ],
  [
    'images-per-request',
    'documented',
    'BatchGetImage takes 100 images; 101 are rejected with InvalidParameterException.',
    async (context) => {
      const { first, repositoryName } = await prepare(context);
      const seen: string[] = [];
      for (const length of [100, 101]) {
        const imageIds = Array.from({ length }, (_, index) => ({ imageTag: `absent-${index}` }));
        seen.push(
          await refusalName(first.client.send(new BatchGetImageCommand({ repositoryName, imageIds }))),
        );
      }
      return verdict(seen, ['accepted', 'InvalidParameterException']);
    },
  ],
  [
    'page-size',
    'documented',
    'ListImages takes pages of up to 1,000; 1,001 are rejected with InvalidParameterException.',
    async (context) => {
      const { first, repositoryName } = await prepare(context);
      const seen: string[] = [];
      for (const maxResults of [1000, 1001])
        seen.push(
          await refusalName(first.client.send(new ListImagesCommand({ repositoryName, maxResults }))),
        );
      return verdict(seen, ['accepted', 'InvalidParameterException']);
    },
  ],
  [
    'page-size-with-ids',
    'documented',
    'DescribeImages with image ids rejects maxResults with InvalidParameterException.',
    async (context) => {
      const { first, repositoryName } = await prepare(context);
      const { digest } = await pushImage(first, repositoryName);
      requireSeen(
        await refusalName(
          first.client.send(
            new DescribeImagesCommand({ repositoryName, imageIds: [{ imageDigest: digest }] }),
          ),
        ),
        'accepted',
      );
      const describe = new DescribeImagesCommand({
        repositoryName,
        imageIds: [{ imageDigest: digest }],
        maxResults: 10,
      });
      return verdict(await refusalName(first.client.send(describe)), 'InvalidParameterException');
    },
  ],
  [
    'empty-layer',
    'observed',
    'A blob of zero bytes cannot be pushed: an empty part is rejected with InvalidParameterException, and without parts the completion with EmptyUploadException.',
    async (context) => {
      const { first, repositoryName } = await prepare(context);
      const uploadId = await startUpload(first, repositoryName);
      const empty = newBlob(0);
      const part = await refusalName(first.client.send(partOf(repositoryName, uploadId, 0, empty.bytes)));
      const completion = await refusalName(completeUpload(first, repositoryName, uploadId, empty.digest));
      return verdict([part, completion], ['InvalidParameterException', 'EmptyUploadException']);
    },
  ],
  [
    'parts-per-layer',
    'documented',
    'A layer can have 4,200 parts.',
    async () => untried('It takes an upload of 21 GB.'),
  ],
  [
    'layer-size',
    'documented',
    'A layer can have 52,000 MiB.',
    async () => untried('It takes an upload of 52 GB.'),
  ],
  [
    'images-per-repository',
    'documented',
    'A repository can have 100,000 images.',
    async () => untried('It takes 100,000 images, which are hours at the rate of PutImage.'),
  ],
]);
