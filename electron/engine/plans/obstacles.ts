import type { PlannedBlob, PlannedImage, ReplicationRequest } from '../../../shared/models/plan.ts';
import { shortDigest } from '../../../shared/models/image.ts';
import { checkKmsKey } from '../../../shared/models/repository-settings.ts';
import type { ErrorData } from '../../../shared/result.ts';

const atDestination = (error: Pick<ErrorData, 'code' | 'message' | 'action'>): ErrorData => ({
  side: 'destination',
  retryable: false,
  ...error,
});

const tagObstacles = (
  { digest, tags, referrers }: PlannedImage,
  repositoryName: string,
): readonly ErrorData[] =>
  [...tags, ...referrers.flatMap(({ tag }) => tag ?? [])].flatMap((change) => {
    switch (change.kind) {
      case 'immutable':
        return atDestination({
          code: 'tag-immutable',
          message: `Tag ${change.tag} is taken by ${shortDigest(change.fromDigest)} in ${repositoryName}, whose tags cannot be moved. Choose another tag.`,
          action: 'change-tags',
        });
      case 'claimed-twice':
        return atDestination({
          code: 'invalid-input',
          message: `Tag ${change.tag} is wanted by both ${shortDigest(digest)} and ${shortDigest(change.otherDigest)}. Give one of them another tag.`,
          action: 'change-tags',
        });
      case 'create':
      case 'move':
      case 'unchanged':
        return [];
    }
  });

const referrerObstacles = (
  { digest, referrers }: PlannedImage,
  repositoryName: string,
): readonly ErrorData[] =>
  referrers.flatMap(({ tag }) =>
    tag?.kind === 'immutable'
      ? atDestination({
          code: 'tag-immutable',
          message: `Tag ${tag.tag}, which attaches something to ${shortDigest(digest)}, is taken by ${shortDigest(tag.fromDigest)} in ${repositoryName}, whose tags cannot be moved. Copy without referrers, or leave the image out.`,
        })
      : [],
  );

const emptyBlobObstacles = (blobs: readonly PlannedBlob[]): readonly ErrorData[] =>
  blobs
    .filter(({ size, present }) => size === 0 && !present)
    .map(({ digest }) =>
      atDestination({
        code: 'image-unsupported',
        message: `Layer ${shortDigest(digest)} is empty, and ECR does not store empty layers. Leave its image out.`,
      }),
    );

const encryptionObstacles = ({
  settings,
  region,
}: ReplicationRequest['destination']): readonly ErrorData[] => {
  const { encryption } = settings;
  const problem = encryption.kind === 'kms-key' ? checkKmsKey(encryption.kmsKey, region) : undefined;
  return problem === undefined
    ? []
    : [atDestination({ code: 'invalid-input', message: problem, action: 'change-encryption' })];
};

/** What has to be changed before the plan can run. */
export function obstaclesOf(
  { destination }: ReplicationRequest,
  repositoryExists: boolean,
  images: readonly PlannedImage[],
  blobs: readonly PlannedBlob[],
): readonly ErrorData[] {
  const { repositoryName, region, createRepository } = destination;
  const missing = atDestination({
    code: 'repository-not-found',
    message: `There is no repository ${repositoryName} in ${region} at the destination. Choose an existing one, or create it.`,
  });
  return [
    ...(repositoryExists || createRepository ? [] : [missing]),
    ...(repositoryExists ? [] : encryptionObstacles(destination)),
    ...images.flatMap((image) => tagObstacles(image, repositoryName)),
    ...images.flatMap((image) => referrerObstacles(image, repositoryName)),
    ...emptyBlobObstacles(blobs),
  ];
}
