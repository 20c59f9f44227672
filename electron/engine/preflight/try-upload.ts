import { randomUUID } from 'node:crypto';
import { CompleteLayerUploadCommand, UploadLayerPartCommand } from '@aws-sdk/client-ecr';
import { readRootCause } from '../errors/root-cause.ts';
import { hasCode } from '../errors/engine-error.ts';
import { initiateUpload } from '../ecr/layer-upload/layer-upload.ts';
import type { RepositoryHandle } from '../aws/clients/repository-handle.ts';
import type { CheckResult, PreflightInput } from './check.ts';
import { findProbeBlob } from './plan-needs.ts';

/** What ECR can say about an upload only once it has let the caller in. */
const saidToTheAllowed: ReadonlySet<string> = new Set([
  'UploadNotFoundException',
  'InvalidLayerPartException',
  'EmptyUploadException',
]);

/**
 * What a refused call on an upload that ECR never opened proves. An answer that is neither a denial nor about the
 * upload proves nothing and stops nobody.
 *
 * @throws the error, when it would stop the copy too.
 */
export function interpretRefusal(error: unknown): CheckResult {
  if (saidToTheAllowed.has(readRootCause(error).name)) return 'passed';
  if (hasCode(error, 'internal') || hasCode(error, 'invalid-input')) return 'untestable';
  throw error;
}

/** Opens an upload and leaves it alone: nobody else sees it, ECR has no call that ends one, and lets it expire. */
export async function tryStartUpload({ prepared: { plan, inputs } }: PreflightInput): Promise<CheckResult> {
  const blob = findProbeBlob(plan);
  if (blob) await initiateUpload(inputs.destination.handle, blob);
  return 'passed';
}

async function proofOf(call: Promise<unknown>): Promise<CheckResult> {
  try {
    await call;
    return 'passed';
  } catch (error) {
    return interpretRefusal(error);
  }
}

const madeUpUpload = ({ registry, name }: RepositoryHandle) => ({
  registryId: registry.registryId,
  repositoryName: name,
  uploadId: randomUUID(),
});

export function tryUploadPart({ prepared: { inputs } }: PreflightInput): Promise<CheckResult> {
  const { handle } = inputs.destination;
  const input = {
    ...madeUpUpload(handle),
    partFirstByte: 0,
    partLastByte: 0,
    layerPartBlob: new Uint8Array(1),
  };
  return proofOf(
    handle.registry.call(
      'UploadLayerPart',
      (ecr, options) => ecr.send(new UploadLayerPartCommand(input), options),
      { repositoryName: handle.name },
    ),
  );
}

export function tryCompleteUpload({ prepared: { plan, inputs } }: PreflightInput): Promise<CheckResult> {
  const { handle } = inputs.destination;
  const layerDigests = [findProbeBlob(plan)?.digest ?? ''];
  return proofOf(
    handle.registry.call(
      'CompleteLayerUpload',
      (ecr, options) =>
        ecr.send(new CompleteLayerUploadCommand({ ...madeUpUpload(handle), layerDigests }), options),
      { repositoryName: handle.name },
    ),
  );
}
