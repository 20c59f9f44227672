import type { PlannedImage, ReplicationRequest } from '../../../shared/models/plan.ts';
import { shortDigest } from '../../../shared/models/image.ts';
import { checkKmsKey } from '../../../shared/models/repository-settings.ts';
import type { ErrorData } from '../../../shared/result.ts';
import type { SourceImage } from '../image-graph/source-image.ts';
import { collectBlobs, collectManifests } from '../image-graph/source-image.ts';
import type { PlanInputs } from './gather-plan-inputs.ts';
import { tagBlockers } from './tag-blockers.ts';

const atDestination = (error: Pick<ErrorData, 'code' | 'message' | 'action'>): ErrorData => ({
  side: 'destination',
  retryable: false,
  ...error,
});

const emptyBlobBlockers = (image: SourceImage, present: ReadonlySet<string>): readonly ErrorData[] =>
  collectBlobs(image)
    .filter(({ size, digest }) => size === 0 && !present.has(digest))
    .map(({ digest }) =>
      atDestination({
        code: 'image-unsupported',
        message: `Layer ${shortDigest(digest)} is empty, and ECR does not store empty layers. Leave its image out.`,
      }),
    );

const archivedThere = (
  image: SourceImage,
  unreadable: ReadonlySet<string>,
  repositoryName: string,
): readonly ErrorData[] =>
  collectManifests(image)
    .filter(({ digest }) => unreadable.has(digest))
    .map(({ digest }) =>
      atDestination({
        code: 'image-unavailable',
        message: `${shortDigest(digest)} is in ${repositoryName} already, but archived. Restore it there in ECR, then try again.`,
        action: 'plan-again',
      }),
    );

const encryptionBlockers = ({
  settings,
  region,
}: ReplicationRequest['destination']): readonly ErrorData[] => {
  const { encryption } = settings;
  const problem = encryption.kind === 'kms-key' ? checkKmsKey(encryption.kmsKey, region) : undefined;
  return problem === undefined
    ? []
    : [atDestination({ code: 'invalid-input', message: problem, action: 'change-encryption' })];
};

/** What stops this image. The other images of the plan are copied all the same. */
export const blockersOf = (
  planned: PlannedImage,
  image: SourceImage,
  { repositoryName }: ReplicationRequest['destination'],
  { layers, unreadable }: Pick<PlanInputs['destination'], 'layers' | 'unreadable'>,
): readonly ErrorData[] => [
  ...archivedThere(image, unreadable, repositoryName),
  ...tagBlockers(planned, repositoryName),
  ...emptyBlobBlockers(image, layers),
];

/** What has to be changed before anything of the plan can run. */
export function planBlockers(
  { destination }: ReplicationRequest,
  repositoryExists: boolean,
): readonly ErrorData[] {
  const { repositoryName, region, createRepository } = destination;
  const missing = atDestination({
    code: 'repository-not-found',
    message: `There is no repository ${repositoryName} in ${region} at the destination. Choose an existing one, or create it.`,
  });
  return [
    ...(repositoryExists || createRepository ? [] : [missing]),
    ...(repositoryExists ? [] : encryptionBlockers(destination)),
  ];
}
