import { CompleteLayerUploadCommand, InitiateLayerUploadCommand } from '@aws-sdk/client-ecr';
import type { BlobDescriptor } from '../../manifest/manifest.ts';
import { readRootCause } from '../../errors/root-cause.ts';
import { findAvailableLayers } from '../layer-availability.ts';
import type { RepositoryHandle } from '../../aws/clients/repository-handle.ts';
import { UploadExpiredError } from '../../replication/upload/upload-expired-error.ts';
import { partSizeFor } from './part-size.ts';

/** An upload that ECR has opened in a repository. */
export interface LayerUpload {
  readonly destination: RepositoryHandle;
  readonly uploadId: string;
  /** Bytes. */
  readonly partSize: number;
}

export async function initiateUpload(
  destination: RepositoryHandle,
  blob: BlobDescriptor,
  signal?: AbortSignal,
): Promise<LayerUpload> {
  const { registry, name } = destination;
  const input = { registryId: registry.registryId, repositoryName: name };
  const { uploadId = '', partSize = 0 } = await registry.call(
    'InitiateLayerUpload',
    (ecr, options) => ecr.send(new InitiateLayerUploadCommand(input), options),
    { repositoryName: name, signal },
  );
  return { destination, uploadId, partSize: partSizeFor(blob.size, partSize) };
}

/**
 * Closes the upload; ECR hashes what it received. A lost answer shows as an upload that is gone: then the layer is
 * either there, or the upload has to begin again.
 *
 * @throws UploadExpiredError
 */
export async function completeUpload(
  { destination, uploadId }: LayerUpload,
  digest: string,
  signal?: AbortSignal,
): Promise<void> {
  const { registry, name } = destination;
  const input = { registryId: registry.registryId, repositoryName: name, uploadId, layerDigests: [digest] };
  try {
    await registry.call(
      'CompleteLayerUpload',
      (ecr, options) => ecr.send(new CompleteLayerUploadCommand(input), options),
      { repositoryName: name, signal },
    );
  } catch (error) {
    const { name: cause } = readRootCause(error);
    if (cause === 'LayerAlreadyExistsException') return;
    if (cause !== 'UploadNotFoundException' && cause !== 'InvalidLayerException') throw error;
    const available = await findAvailableLayers(destination, [digest], signal);
    if (!available.has(digest)) throw new UploadExpiredError(error);
  }
}
