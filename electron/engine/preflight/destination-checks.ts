import type { Plan } from '../../../shared/models/plan.ts';
import { findAvailableLayers } from '../ecr/layer-availability.ts';
import type { Check, PreflightInput } from './check.ts';
import { appliesAlways, reportUntestable, isAccessDenied } from './check.ts';
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

/** Creates a check that needs the repository. */
const checkWithin = (
  step: Check['step'],
  permission: string,
  applies: Check['applies'],
  attempt: Check['attempt'],
): Check => ({ side: 'destination', step, permission, after: ['find-repository'], applies, attempt });

/** Lists a permission for creating the repository, which cannot be tested in advance. */
const checkCreation = (permission: string, applies: (plan: Plan) => boolean): Check =>
  checkWithin('create-repository', permission, applies, reportUntestable);

/** The checks of the destination, ordered by their cost. */
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
    ...checkWithin('read-manifest', 'ecr:BatchGetImage', hasExistingDestination, readDestinationImage),
    isOptional: isAccessDenied,
  },
  checkWithin('check-layers', 'ecr:BatchCheckLayerAvailability', hasExistingDestination, checkLayers),
  ...uploadMethodChecks,
  checkWithin('start-upload', 'ecr:InitiateLayerUpload', uploadsToExisting, tryStartUpload),
  checkWithin('upload-part', 'ecr:UploadLayerPart', uploadsToExisting, tryUploadPart),
  checkWithin('complete-upload', 'ecr:CompleteLayerUpload', uploadsToExisting, tryCompleteUpload),
  checkWithin('put-image', 'ecr:PutImage', putsImages, reportUntestable),
  checkCreation('ecr:CreateRepository', createsRepository()),
  checkCreation(
    'ecr:TagResource',
    createsRepository(({ resourceTags }) => Object.keys(resourceTags.planned).length > 0),
  ),
  checkCreation(
    'ecr:PutLifecyclePolicy',
    createsRepository(({ lifecyclePolicy }) => lifecyclePolicy.planned !== undefined),
  ),
  checkCreation(
    'ecr:SetRepositoryPolicy',
    createsRepository(({ repositoryPolicy }) => repositoryPolicy.planned !== undefined),
  ),
  checkCreation(
    'kms:CreateGrant',
    createsRepository(({ encryption }) => encryption.planned.kmsKey !== undefined),
  ),
  checkCreation(
    'kms:DescribeKey',
    createsRepository(({ encryption }) => encryption.planned.kmsKey !== undefined),
  ),
];
