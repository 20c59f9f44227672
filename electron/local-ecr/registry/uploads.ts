import { randomUUID } from 'node:crypto';
import { EcrError, limitExceeded } from './ecr-error.ts';
import { addLayer } from './layers.ts';
import { limits } from './limits.ts';
import type { Registry } from './registry.ts';
import type { Layer, LayerUpload, Repository } from './repository.ts';

/** InitiateLayerUpload. The upload id is valid in this repository only. */
export async function beginUpload(registry: Registry, repository: Repository): Promise<LayerUpload> {
  const upload: LayerUpload = {
    id: randomUUID(),
    blob: await registry.blobs.beginUpload(),
    parts: 0,
    firstPartSize: 0,
    receiving: false,
    smallestPart: registry.parts.smallest,
    lastPartSize: 0,
    smallestEarlierPart: Number.POSITIVE_INFINITY,
  };
  repository.uploads.set(upload.id, upload);
  return upload;
}

/** @throws EcrError UploadNotFoundException */
export function findUpload(repository: Repository, uploadId: string): LayerUpload {
  const upload = repository.uploads.get(uploadId);
  if (upload && !upload.finished) return upload;
  throw uploadNotFound(repository, uploadId);
}

/**
 * UploadLayerPart, and one request's body at the registry endpoint. Parts must follow each other without a gap, one at a
 * time; any other part changes nothing. A body that breaks keeps the bytes that had arrived.
 *
 * @param firstByte the offset of the part; by default the upload's next byte
 * @returns the last byte received, counted from 0; -1 when there is none
 * @throws EcrError UploadNotFoundException, InvalidLayerPartException, LimitExceededException
 */
export async function receivePart(
  repository: Repository,
  uploadId: string,
  part: { readonly firstByte?: number; readonly chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array> },
): Promise<number> {
  const upload = findUpload(repository, uploadId);
  const begin = upload.blob.size;
  if (upload.receiving || (part.firstByte ?? begin) !== begin) {
    throw invalidLayerPart(repository, upload, part.firstByte ?? begin);
  }
  if (upload.parts >= limits.partsPerLayer) throw limitExceeded(`${limits.partsPerLayer} parts per layer`);
  upload.receiving = true;
  try {
    for await (const chunk of part.chunks) {
      if (upload.blob.size + chunk.length > limits.layerSize) throw limitExceeded('the size of a layer');
      await upload.blob.append(chunk);
    }
  } finally {
    upload.receiving = false;
    if (upload.blob.size > begin) countPart(upload, upload.blob.size - begin);
  }
  return upload.blob.size - 1;
}

async function finish(upload: LayerUpload): Promise<NonNullable<LayerUpload['finished']>> {
  upload.receiving = true;
  upload.finished ??= await upload.blob.finish();
  upload.receiving = false;
  return upload.finished;
}

function countPart(upload: LayerUpload, size: number): void {
  if (upload.parts > 0)
    upload.smallestEarlierPart = Math.min(upload.smallestEarlierPart, upload.lastPartSize);
  if (upload.parts === 0) upload.firstPartSize = size;
  upload.parts += 1;
  upload.lastPartSize = size;
}

/**
 * CompleteLayerUpload: adds the layer once one of the given digests equals the computed one. That ends the upload, also
 * when the layer already exists.
 *
 * @throws EcrError UploadNotFoundException, EmptyUploadException, LayerPartTooSmallException, InvalidLayerException,
 * LayerAlreadyExistsException
 */
export async function completeUpload(
  repository: Repository,
  uploadId: string,
  digests: readonly string[],
): Promise<Layer> {
  const upload = repository.uploads.get(uploadId);
  if (!upload || upload.receiving) throw uploadNotFound(repository, uploadId);
  if (upload.parts === 0) {
    throw new EcrError(
      'EmptyUploadException',
      `The upload with id '${uploadId}' in the repository with name '${repository.name}' in registry with id '${repository.registryId}' cannot be completed because it does not have any parts`,
    );
  }
  if (upload.smallestEarlierPart < upload.smallestPart) {
    throw new EcrError(
      'LayerPartTooSmallException',
      'All layer parts except the last part should be at least 5MB',
    );
  }
  const { digest, content } = await finish(upload);
  if (!digests.some((candidate) => candidate.toLowerCase() === digest)) {
    throw new EcrError(
      'InvalidLayerException',
      'None of the provided layer digests match the calculated layer digest',
    );
  }
  repository.uploads.delete(uploadId);
  if (repository.layers.has(digest)) {
    throw new EcrError(
      'LayerAlreadyExistsException',
      `The layer with digest '${digest}' already exists in the repository with name '${repository.name}' in the registry with id '${repository.registryId}'`,
    );
  }
  const layer = addLayer(repository, digest, content);
  layer.reportedFrom = Date.now() + repository.layerDelay;
  return layer;
}

/** Ends an upload without a layer: cancelled at the registry endpoint, or expired. */
export async function discardUpload(repository: Repository, uploadId: string): Promise<void> {
  const upload = findUpload(repository, uploadId);
  repository.uploads.delete(uploadId);
  await upload.blob.discard();
}

function invalidLayerPart(repository: Repository, upload: LayerUpload, firstByte: number): EcrError {
  const expected = upload.blob.size;
  return new EcrError(
    'InvalidLayerPartException',
    `First byte of the layer part is ${firstByte} instead of ${expected}`,
    {
      members: {
        registryId: repository.registryId,
        repositoryName: repository.name,
        uploadId: upload.id,
        lastValidByteReceived: expected - 1,
      },
    },
  );
}

function uploadNotFound(repository: Repository, uploadId: string): EcrError {
  return new EcrError(
    'UploadNotFoundException',
    `The upload with id '${uploadId}' in the repository with name '${repository.name}' in registry with id '${repository.registryId}' does not exist`,
  );
}
