import { shortDigest } from '../../../shared/models/image.ts';
import type {
  PlannedImage,
  PlannedReferrer,
  ReplicationRequest,
  TagChange,
} from '../../../shared/models/plan.ts';
import { attachedKind } from '../../../shared/models/referrer-tag.ts';
import { checkKmsKey } from '../../../shared/models/repository-settings.ts';
import type { ErrorData } from '../../../shared/models/result.ts';
import type { SourceImage } from '../image-graph/source-image.ts';
import { collectBlobs, collectManifests } from '../image-graph/source-image.ts';
import type { DestinationContents } from './plan-inputs.ts';

const destinationError = (error: Pick<ErrorData, 'code' | 'message' | 'action'>): ErrorData => ({
  side: 'destination',
  retryable: false,
  ...error,
});

function findTagBlockers(digest: string, change: TagChange, repositoryName: string): readonly ErrorData[] {
  switch (change.kind) {
    case 'immutable':
      return [
        destinationError({
          code: 'tag-immutable',
          message: `Tag ${change.tag} already points to ${shortDigest(change.fromDigest)} in ${repositoryName}, whose tags cannot be moved. Choose another tag.`,
          action: 'change-tags',
        }),
      ];
    case 'claimed-twice':
      return [
        destinationError({
          code: 'invalid-input',
          message: `Tag ${change.tag} is requested for both ${shortDigest(digest)} and ${shortDigest(change.otherDigest)}. Give one of them another tag.`,
          action: 'change-tags',
        }),
      ];
    case 'claimed-by-referrer':
      return [
        destinationError({
          code: 'invalid-input',
          message: `Tag ${change.tag} is requested for ${shortDigest(digest)}, but it attaches the ${attachedKind(change.tag)} ${shortDigest(change.otherDigest)}, which is copied too. Choose another tag, or copy without signatures.`,
          action: 'change-tags',
        }),
      ];
    case 'create':
    case 'move':
    case 'unchanged':
      return [];
  }
}

const findReferrerBlockers = (
  { tag, subjectDigest }: PlannedReferrer,
  repositoryName: string,
): readonly ErrorData[] =>
  tag?.kind === 'immutable'
    ? [
        destinationError({
          code: 'tag-immutable',
          message: `The ${attachedKind(tag.tag)} of ${shortDigest(subjectDigest)} cannot be copied: ${repositoryName} has another one under its tag ${tag.tag} already, and its tags cannot be moved. Keep that one, or copy without signatures.`,
          action: 'keep-signatures',
        }),
      ]
    : [];

const findEmptyLayers = (image: SourceImage, existing: ReadonlySet<string>): readonly ErrorData[] =>
  collectBlobs(image)
    .filter(({ size, digest }) => size === 0 && !existing.has(digest))
    .map(({ digest }) =>
      destinationError({
        code: 'image-unsupported',
        message: `Layer ${shortDigest(digest)} is empty, and ECR does not store empty layers. Leave its image out.`,
      }),
    );

const findArchivedManifests = (
  image: SourceImage,
  unreadable: ReadonlySet<string>,
  repositoryName: string,
): readonly ErrorData[] =>
  collectManifests(image)
    .filter(({ digest }) => unreadable.has(digest))
    .map(({ digest }) =>
      destinationError({
        code: 'image-unavailable',
        message: `${shortDigest(digest)} is in ${repositoryName} already, but archived. Restore it there in ECR, then try again.`,
        action: 'plan-again',
      }),
    );

const findEncryptionBlockers = ({
  settings,
  region,
}: ReplicationRequest['destination']): readonly ErrorData[] => {
  const { encryption } = settings;
  const problem = encryption.kind === 'kms-key' ? checkKmsKey(encryption.kmsKey, region) : undefined;
  return problem === undefined
    ? []
    : [destinationError({ code: 'invalid-input', message: problem, action: 'change-encryption' })];
};

/** Finds what prevents the copy of one image. The other images of the plan are copied. */
export const findImageBlockers = (
  { digest, tags, referrers }: PlannedImage,
  image: SourceImage,
  { repositoryName }: ReplicationRequest['destination'],
  { layers, unreadable }: Pick<DestinationContents, 'layers' | 'unreadable'>,
): readonly ErrorData[] => [
  ...findArchivedManifests(image, unreadable, repositoryName),
  ...tags.flatMap((change) => findTagBlockers(digest, change, repositoryName)),
  ...referrers.flatMap((referrer) => findReferrerBlockers(referrer, repositoryName)),
  ...findEmptyLayers(image, layers),
];

/** Finds what has to be changed before any image of the plan can be copied. */
export function findPlanBlockers(
  { destination }: ReplicationRequest,
  repositoryExists: boolean,
): readonly ErrorData[] {
  const { repositoryName, region, createRepository } = destination;
  const missing = destinationError({
    code: 'repository-not-found',
    message: `There is no repository ${repositoryName} in ${region} at the destination. Choose an existing one, or create it.`,
  });
  return [
    ...(repositoryExists || createRepository ? [] : [missing]),
    ...(repositoryExists ? [] : findEncryptionBlockers(destination)),
  ];
}
