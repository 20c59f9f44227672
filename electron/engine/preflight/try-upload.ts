import { randomUUID } from 'node:crypto';
import { CompleteLayerUploadCommand, UploadLayerPartCommand } from '@aws-sdk/client-ecr';
import { causeOf } from '../errors/cause-of.ts';
import { hasCode } from '../errors/engine-error.ts';
import { initiateLayerUpload } from '../ecr/layer-upload/layer-upload.ts';
import type { RepositoryHandle } from '../ecr/repository-handle.ts';
import type { Proof, Subject } from './check.ts';
import { blobToTry } from './plan-needs.ts';

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
export function judgeRefusal(error: unknown): Proof {
  if (saidToTheAllowed.has(causeOf(error).name)) return 'passed';
  if (hasCode(error, 'internal') || hasCode(error, 'invalid-input')) return 'untestable';
  throw error;
}

/** Opens an upload and leaves it alone: nobody else sees it, ECR has no call that ends one, and lets it expire. */
export async function tryStartUpload({ prepared: { plan, gathered } }: Subject): Promise<Proof> {
  const blob = blobToTry(plan);
  if (blob) await initiateLayerUpload(gathered.destination.handle, blob);
  return 'passed';
}

async function proofOf(call: Promise<unknown>): Promise<Proof> {
  try {
    await call;
    return 'passed';
  } catch (error) {
    return judgeRefusal(error);
  }
}

const madeUpUpload = ({ registry, name }: RepositoryHandle) => ({
  registryId: registry.registryId,
  repositoryName: name,
  uploadId: randomUUID(),
});

export function tryUploadPart({ prepared: { gathered } }: Subject): Promise<Proof> {
  const { handle } = gathered.destination;
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

export function tryCompleteUpload({ prepared: { plan, gathered } }: Subject): Promise<Proof> {
  const { handle } = gathered.destination;
  const layerDigests = [blobToTry(plan)?.digest ?? ''];
  return proofOf(
    handle.registry.call(
      'CompleteLayerUpload',
      (ecr, options) =>
        ecr.send(new CompleteLayerUploadCommand({ ...madeUpUpload(handle), layerDigests }), options),
      { repositoryName: handle.name },
    ),
  );
}
