import { z } from 'zod';
import { invalidParameter } from '../../registry/ecr-error.ts';
import { limits } from '../../registry/limits.ts';
import { beginUpload, completeUpload, receivePart } from '../../registry/uploads.ts';
import { repositoryOperation } from '../protocol/operation.ts';
import { digest, list, repositoryInput, uploadId, whole } from '../protocol/schema.ts';

export const initiateLayerUpload = repositoryOperation({
  input: z.object(repositoryInput),
  run: async (repository, _input, { registry }) => {
    const upload = await beginUpload(registry, repository);
    return { uploadId: upload.id, partSize: registry.parts.proposed };
  },
});

export const uploadLayerPart = repositoryOperation({
  input: z.object({
    ...repositoryInput,
    uploadId,
    partFirstByte: whole(0, Number.MAX_SAFE_INTEGER),
    partLastByte: whole(0, Number.MAX_SAFE_INTEGER),
    layerPartBlob: z.string(),
  }),
  run: async (repository, input) => {
    const { partFirstByte: firstByte, partLastByte: lastByte } = input;
    const bytes = Buffer.from(input.layerPartBlob, 'base64');
    requireRange(bytes, firstByte, lastByte);
    const lastByteReceived = await receivePart(repository, input.uploadId, { firstByte, chunks: [bytes] });
    return {
      registryId: repository.registryId,
      repositoryName: repository.name,
      uploadId: input.uploadId,
      lastByteReceived,
    };
  },
});

function requireRange(bytes: Uint8Array, firstByte: number, lastByte: number): void {
  if (bytes.length > limits.largestPart) {
    throw invalidParameter(
      'layerPartBlob',
      `Member must have length less than or equal to ${limits.largestPart}`,
    );
  }
  if (lastByte < firstByte) {
    throw invalidParameter('partLastByte', `Member must have value greater than or equal to ${firstByte}`);
  }
  const length = lastByte - firstByte + 1;
  if (bytes.length !== length)
    throw invalidParameter('layerPartBlob', `Member must have length equal to ${length}`);
}

export const completeLayerUpload = repositoryOperation({
  input: z.object({ ...repositoryInput, uploadId, layerDigests: list(digest, 1, 100) }),
  run: async (repository, input) => {
    const layer = await completeUpload(repository, input.uploadId, input.layerDigests);
    return {
      registryId: repository.registryId,
      repositoryName: repository.name,
      uploadId: input.uploadId,
      layerDigest: layer.digest,
    };
  },
});
