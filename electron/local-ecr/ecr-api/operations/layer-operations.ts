import { z } from 'zod';
import { invalidParameter } from '../../registry/ecr-error.ts';
import { digestConstraint } from '../../registry/constraints.ts';
import { downloadableLayer, layerAvailability, reportedLayer } from '../../registry/layers.ts';
import type { Repository } from '../../registry/repository.ts';
import { repositoryOperation } from '../protocol/operation.ts';
import { digest, list, repositoryInput } from '../protocol/schema.ts';

export const batchCheckLayerAvailability = repositoryOperation({
  input: z.object({ ...repositoryInput, layerDigests: list(z.string(), 1, 100) }),
  run: (repository, { layerDigests }) => {
    if (layerDigests.some((candidate) => candidate.length > 1000)) {
      throw invalidParameter('layerDigests', 'Member must have length less than or equal to 1000');
    }
    return {
      layers: layerDigests.filter(isValid).map((layerDigest) => layerStatus(repository, layerDigest)),
      failures: layerDigests
        .filter((candidate) => !isValid(candidate))
        .map((layerDigest) => ({
          layerDigest,
          failureCode: 'InvalidLayerDigest',
          failureReason: 'Invalid layer digest',
        })),
    };
  },
});

const isValid = (candidate: string) => digestConstraint.pattern.test(candidate);

/** A missing digest is not a failure: its availability is UNAVAILABLE. */
function layerStatus(repository: Repository, layerDigest: string): object {
  const layer = reportedLayer(repository, layerDigest);
  return {
    layerDigest,
    layerAvailability: layerAvailability(repository, layerDigest),
    ...(layer && { layerSize: layer.content.size, mediaType: layer.mediaType }),
  };
}

export const getDownloadUrlForLayer = repositoryOperation({
  input: z.object({ ...repositoryInput, layerDigest: digest }),
  run: (repository, { layerDigest }, { services }) => ({
    downloadUrl: services.downloads.presign(repository, downloadableLayer(repository, layerDigest)),
    layerDigest,
  }),
});
