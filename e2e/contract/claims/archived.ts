import {
  BatchGetImageCommand,
  DescribeImagesCommand,
  GetDownloadUrlForLayerCommand,
  ListImageReferrersCommand,
  ListImagesCommand,
  UpdateImageStorageClassCommand,
} from '@aws-sdk/client-ecr';
import { availabilityOf, pushImage, putOf } from '../core/api-push.ts';
import { claimArea, type ClaimContext } from '../core/claim.ts';
import { imageType } from '../core/content.ts';
import { verdict } from '../core/outcome.ts';
import { refusalName } from '../core/refusal.ts';
import type { TargetRegistry } from '../core/target-registry.ts';

const move = (
  { onceClient }: TargetRegistry,
  repositoryName: string,
  imageDigest: string,
  targetStorageClass: 'ARCHIVE' | 'STANDARD',
) =>
  onceClient.send(
    new UpdateImageStorageClassCommand({ repositoryName, imageId: { imageDigest }, targetStorageClass }),
  );

/** Pushes a new image and archives it. */
async function archive({ first }: ClaimContext, { tag, more }: { tag?: string; more?: object } = {}) {
  const repositoryName = await first.repositories.get('archived');
  const image = await pushImage(first, repositoryName, {
    ...(tag !== undefined && { tag }),
    ...(more && { more }),
  });
  const { imageStatus } = await move(first, repositoryName, image.digest, 'ARCHIVE');
  return { first, repositoryName, image, imageStatus };
}

export const archived = claimArea('archived', 'Archived images', [
  [
    'status',
    'documented',
    'UpdateImageStorageClass archives an image, which DescribeImages and ListImages then name only with the filter ANY.',
    async (context) => {
      const { first, repositoryName, image, imageStatus } = await archive(context, { tag: 'status' });
      const filters = [undefined, { imageStatus: 'ANY' } as const];
      const described = await Promise.all(
        filters.map(async (filter) => {
          const { imageDetails = [] } = await first.client.send(
            new DescribeImagesCommand({ repositoryName, filter }),
          );
          return imageDetails.find(({ imageDigest }) => imageDigest === image.digest)?.imageStatus;
        }),
      );
      const listed = await Promise.all(
        filters.map(async (filter) => {
          const { imageIds = [] } = await first.client.send(
            new ListImagesCommand({ repositoryName, filter }),
          );
          return imageIds.some(({ imageTag }) => imageTag === 'status');
        }),
      );
      return verdict([imageStatus, described, listed], ['ARCHIVED', [undefined, 'ARCHIVED'], [false, true]]);
    },
  ],
  [
    'not-returned',
    'assumed',
    'BatchGetImage reports an archived image, by tag and by digest, with the failure code ImageInaccessible.',
    async (context) => {
      const { first, repositoryName, image } = await archive(context, { tag: 'not-returned' });
      const codes: (string | undefined)[] = [];
      for (const imageId of [{ imageTag: 'not-returned' }, { imageDigest: image.digest }]) {
        const input = { repositoryName, imageIds: [imageId] };
        const { failures = [] } = await first.client.send(new BatchGetImageCommand(input));
        codes.push(failures[0]?.failureCode);
      }
      return verdict(codes, ['ImageInaccessible', 'ImageInaccessible']);
    },
  ],
  [
    'layers',
    'assumed',
    'The layers of an archived image are ARCHIVED to BatchCheckLayerAvailability, and GetDownloadUrlForLayer rejects them with LayerInaccessibleException.',
    async (context) => {
      const { first, repositoryName, image } = await archive(context);
      const layerDigest = image.layer.digest;
      const availability = await availabilityOf(first, repositoryName, layerDigest);
      const download = await refusalName(
        first.onceClient.send(new GetDownloadUrlForLayerCommand({ repositoryName, layerDigest })),
      );
      return verdict([availability, download], ['ARCHIVED', 'LayerInaccessibleException']);
    },
  ],
  [
    'tag-moves',
    'assumed',
    'A tag of an archived image can be moved to another image.',
    async (context) => {
      const { first, repositoryName } = await archive(context, { tag: 'moves' });
      const { manifest } = await pushImage(first, repositoryName);
      return verdict(
        await refusalName(first.client.send(putOf(repositoryName, manifest, 'moves'))),
        'accepted',
      );
    },
  ],
  [
    'referrer',
    'documented',
    'ListImageReferrers names an archived referrer only with the artifact status ANY.',
    async (context) => {
      const { first } = context;
      const subject = await pushImage(first, await first.repositories.get('archived'));
      const more = {
        artifactType: 'application/vnd.example.signature',
        subject: { mediaType: imageType, digest: subject.digest, size: subject.manifest.length },
      };
      const { repositoryName } = await archive(context, { more });
      const listed = await Promise.all(
        [undefined, { artifactStatus: 'ANY' } as const].map(async (filter) => {
          const subjectId = { imageDigest: subject.digest };
          const input = { repositoryName, subjectId, filter };
          const { referrers = [] } = await first.client.send(new ListImageReferrersCommand(input));
          return referrers.map(({ artifactStatus }) => artifactStatus);
        }),
      );
      return verdict(listed, [[], ['ARCHIVED']]);
    },
  ],
  [
    'restore',
    'assumed',
    'Restoring an archived image answers ACTIVATING; an image that is not archived is rejected with ImageStorageClassUpdateNotSupportedException.',
    async (context) => {
      const { first, repositoryName, image } = await archive(context);
      const { imageStatus } = await move(first, repositoryName, image.digest, 'STANDARD');
      const again = await refusalName(move(first, repositoryName, image.digest, 'STANDARD'));
      return verdict([imageStatus, again], ['ACTIVATING', 'ImageStorageClassUpdateNotSupportedException']);
    },
  ],
]);
