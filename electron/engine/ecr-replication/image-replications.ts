import pLimit from 'p-limit';
import type { DestinationStatus, ImageReplication } from '../../../shared/models/registry-replication.ts';
import type { RepositoryHandle } from '../aws/clients/repository-handle.ts';
import { ecrApi } from '../ecr/operations.ts';
import { readIfAllowed } from './read-registry.ts';

/** Calls that run at once; ECR has one call for each image. */
const maxParallelCalls = 8;

async function readStatus(
  { registry, name: repositoryName }: RepositoryHandle,
  imageDigest: string,
): Promise<readonly DestinationStatus[]> {
  const { replicationStatuses = [] } = await ecrApi.describeImageReplicationStatus(registry, {
    repositoryName,
    imageId: { imageDigest },
  });
  return replicationStatuses.flatMap(({ registryId, region, status, failureCode }) =>
    registryId === undefined || region === undefined || status === undefined
      ? []
      : [{ destination: { accountId: registryId, region }, status, failureCode }],
  );
}

/**
 * Reads to which destinations images are replicated. Images for which this is denied are `unreadable`.
 *
 * @throws EngineError `image-not-found`.
 */
export async function readImageReplications(
  repository: RepositoryHandle,
  digests: readonly string[],
): Promise<readonly ImageReplication[]> {
  const limit = pLimit(maxParallelCalls);
  return Promise.all(
    digests.map((digest) =>
      limit(async () => ({ digest, destinations: await readIfAllowed(readStatus(repository, digest)) })),
    ),
  );
}
