import { randomUUID } from 'node:crypto';
import { CompleteLayerUploadCommand, UploadLayerPartCommand } from '@aws-sdk/client-ecr';
import { readRootCause } from '../errors/root-cause.ts';
import { hasCode } from '../errors/engine-error.ts';
import { initiateLayerUpload } from '../ecr/layer-upload/layer-upload.ts';
import type { RepositoryHandle } from '../aws/clients/repository-handle.ts';
import type { CheckResult, PreflightInput } from './check.ts';
import { findProbeBlob } from './plan-needs.ts';

/** Errors about an upload, which ECR returns only to callers with the permission. */
const errorsAfterAuthorization: ReadonlySet<string> = new Set([
  'UploadNotFoundException',
  'InvalidLayerPartException',
  'EmptyUploadException',
]);

/**
 * Interprets the error of a call for an upload that does not exist. An error that is neither a denial nor about the
 * upload gives no result.
 *
 * @throws the error when it also stops the copy.
 */
export function interpretRefusal(error: unknown): CheckResult {
  if (errorsAfterAuthorization.has(readRootCause(error).name)) return 'passed';
  if (hasCode(error, 'internal') || hasCode(error, 'invalid-input')) return 'untestable';
  throw error;
}

/** Starts an upload and abandons it. The upload is not visible, and expires: ECR has no operation that cancels one. */
export async function tryStartUpload({ prepared: { plan, inputs } }: PreflightInput): Promise<CheckResult> {
  const blob = findProbeBlob(plan);
  if (blob) await initiateLayerUpload(inputs.destination.handle, blob);
  return 'passed';
}

async function testCall(call: Promise<unknown>): Promise<CheckResult> {
  try {
    await call;
    return 'passed';
  } catch (error) {
    return interpretRefusal(error);
  }
}

const unknownUpload = ({ registry, name }: RepositoryHandle) => ({
  registryId: registry.registryId,
  repositoryName: name,
  uploadId: randomUUID(),
});

/** Tests the permission `ecr:UploadLayerPart` with an unknown upload. */
export function tryUploadPart({ prepared: { inputs } }: PreflightInput): Promise<CheckResult> {
  const { handle } = inputs.destination;
  const input = {
    ...unknownUpload(handle),
    partFirstByte: 0,
    partLastByte: 0,
    layerPartBlob: new Uint8Array(1),
  };
  return testCall(
    handle.registry.call(
      'UploadLayerPart',
      (ecr, options) => ecr.send(new UploadLayerPartCommand(input), options),
      { repositoryName: handle.name },
    ),
  );
}

/** Tests the permission `ecr:CompleteLayerUpload` with an unknown upload. */
export function tryCompleteUpload({ prepared: { plan, inputs } }: PreflightInput): Promise<CheckResult> {
  const { handle } = inputs.destination;
  const layerDigests = [findProbeBlob(plan)?.digest ?? ''];
  return testCall(
    handle.registry.call(
      'CompleteLayerUpload',
      (ecr, options) =>
        ecr.send(new CompleteLayerUploadCommand({ ...unknownUpload(handle), layerDigests }), options),
      { repositoryName: handle.name },
    ),
  );
}
