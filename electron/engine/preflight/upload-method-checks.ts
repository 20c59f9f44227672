import type { Plan } from '../../../shared/models/plan.ts';
import { getDownloadUrl } from '../ecr/download-url.ts';
import { createRegistryPings } from '../oci-registry/ping-registry.ts';
import type { Check, PreflightInput } from './check.ts';
import { isAccessDenied } from './check.ts';
import { findProbeBlob, needsUpload } from './plan-needs.ts';

const triesEndpoint = (plan: Plan): boolean =>
  needsUpload(plan) && plan.request.options.uploadMethod !== 'api';

const mayMount = (plan: Plan): boolean =>
  triesEndpoint(plan) && plan.way.kind === 'registry' && plan.way.mayMount;

async function tryEndpoint({ prepared: { inputs } }: PreflightInput): Promise<'passed'> {
  await createRegistryPings()(inputs.destination.handle);
  return 'passed';
}

/** ECR mounts a layer for those who may download it from the other repository (user guide, "Blob mounting"). */
async function tryMount({ prepared: { plan, inputs } }: PreflightInput): Promise<'passed'> {
  const { source, destination } = inputs;
  const blob = findProbeBlob(plan);
  if (blob)
    await getDownloadUrl({ registry: destination.handle.registry, name: source.handle.name }, blob.digest);
  return 'passed';
}

/** What the faster upload method takes. Without it the layers go through the ECR API, unless the endpoint alone was chosen. */
export const uploadMethodChecks: readonly Check[] = [
  {
    side: 'destination',
    step: 'registry-endpoint',
    permission: 'ecr:GetAuthorizationToken',
    isOptional: (plan) => plan.request.options.uploadMethod === 'auto',
    after: ['account'],
    applies: triesEndpoint,
    attempt: tryEndpoint,
  },
  {
    side: 'destination',
    step: 'mount-layers',
    permission: 'ecr:GetDownloadUrlForLayer',
    isOptional: isAccessDenied,
    after: ['registry-endpoint'],
    applies: mayMount,
    attempt: tryMount,
  },
];
