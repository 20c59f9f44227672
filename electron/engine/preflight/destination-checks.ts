import type { Plan } from '../../../shared/models/plan.ts';
import { findAvailableLayers } from '../ecr/layer-availability.ts';
import type { Check, PreflightInput } from './check.ts';
import { appliesAlways, untestable, isAccessDenied } from './check.ts';
import { findDestination } from './find-repositories.ts';
import { identityChecks } from './identity-checks.ts';
import { createsRepository, hasExistingDestination, uploadsToExisting, putsImages } from './plan-needs.ts';
import { readDestinationImage } from './read-manifests.ts';
import { uploadMethodChecks } from './upload-method-checks.ts';
import { tryCompleteUpload, tryStartUpload, tryUploadPart } from './try-upload.ts';

async function checkLayers({ prepared: { plan, inputs } }: PreflightInput): Promise<'passed'> {
  const digests = plan.blobs.slice(-1).map(({ digest }) => digest);
  await findAvailableLayers(inputs.destination.handle, digests);
  return 'passed';
}

/** A check of what is in the repository, or goes into it. */
const within = (
  step: Check['step'],
  permission: string,
  applies: Check['applies'],
  attempt: Check['attempt'],
): Check => ({ side: 'destination', step, permission, after: ['find-repository'], applies, attempt });

/** CreateRepository and the settings that go with it; nothing of it can be tried before it is done. */
const creation = (permission: string, applies: (plan: Plan) => boolean): Check =>
  within('create-repository', permission, applies, untestable);

/** What the destination has to take, from cheap to dear. */
export const destinationChecks: readonly Check[] = [
  ...identityChecks('destination'),
  {
    side: 'destination',
    step: 'find-repository',
    permission: 'ecr:DescribeRepositories',
    isOptional: isAccessDenied,
    after: ['account'],
    applies: appliesAlways,
    attempt: findDestination,
  },
  {
    ...within('read-manifest', 'ecr:BatchGetImage', hasExistingDestination, readDestinationImage),
    isOptional: isAccessDenied,
  },
  within('check-layers', 'ecr:BatchCheckLayerAvailability', hasExistingDestination, checkLayers),
  ...uploadMethodChecks,
  within('start-upload', 'ecr:InitiateLayerUpload', uploadsToExisting, tryStartUpload),
  within('upload-part', 'ecr:UploadLayerPart', uploadsToExisting, tryUploadPart),
  within('complete-upload', 'ecr:CompleteLayerUpload', uploadsToExisting, tryCompleteUpload),
  within('put-image', 'ecr:PutImage', putsImages, untestable),
  creation('ecr:CreateRepository', createsRepository()),
  creation(
    'ecr:TagResource',
    createsRepository(({ resourceTags }) => Object.keys(resourceTags.planned).length > 0),
  ),
  creation(
    'ecr:PutLifecyclePolicy',
    createsRepository(({ lifecyclePolicy }) => lifecyclePolicy.planned !== undefined),
  ),
  creation(
    'ecr:SetRepositoryPolicy',
    createsRepository(({ repositoryPolicy }) => repositoryPolicy.planned !== undefined),
  ),
  creation(
    'kms:CreateGrant',
    createsRepository(({ encryption }) => encryption.planned.kmsKey !== undefined),
  ),
  creation(
    'kms:DescribeKey',
    createsRepository(({ encryption }) => encryption.planned.kmsKey !== undefined),
  ),
];
