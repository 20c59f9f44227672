import type { Plan } from '../../../shared/models/plan.ts';
import { getDownloadUrl } from '../ecr/download-url.ts';
import { createRegistryPings } from '../oci-registry/ping-registry.ts';
import type { Check, PreflightInput } from './check.ts';
import { isAccessDenied } from './check.ts';
import { findProbeBlob, needsUpload } from './plan-needs.ts';

const usesRegistryEndpoint = (plan: Plan): boolean =>
  needsUpload(plan) && plan.request.options.uploadMethod !== 'api';

const mayMount = (plan: Plan): boolean =>
  usesRegistryEndpoint(plan) && plan.uploadStrategy.kind === 'registry' && plan.uploadStrategy.mayMount;

async function checkEndpoint({ prepared: { inputs } }: PreflightInput): Promise<'passed'> {
  await createRegistryPings()(inputs.destination.handle);
  return 'passed';
}

/** ECR mounts a layer only with the permission to download it from the other repository (user guide, "Blob mounting"). */
async function checkMount({ prepared: { plan, inputs } }: PreflightInput): Promise<'passed'> {
  const { source, destination } = inputs;
  const blob = findProbeBlob(plan);
  if (blob)
    await getDownloadUrl({ registry: destination.handle.registry, name: source.handle.name }, blob.digest);
  return 'passed';
}

/** The checks of the registry endpoint. When they fail, layers are uploaded with the ECR API, unless the endpoint was chosen. */
export const uploadMethodChecks: readonly Check[] = [
  {
    side: 'destination',
    step: 'registry-endpoint',
    permission: 'ecr:GetAuthorizationToken',
    isOptional: (plan) => plan.request.options.uploadMethod === 'auto',
    after: ['account'],
    applies: usesRegistryEndpoint,
    attempt: checkEndpoint,
  },
  {
    side: 'destination',
    step: 'mount-layers',
    permission: 'ecr:GetDownloadUrlForLayer',
    isOptional: isAccessDenied,
    after: ['registry-endpoint'],
    applies: mayMount,
    attempt: checkMount,
  },
];
