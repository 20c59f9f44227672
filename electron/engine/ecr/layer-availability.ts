import type { Layer } from '@aws-sdk/client-ecr';
import pLimit from 'p-limit';
import type { RepositoryHandle } from '../aws/clients/repository-handle.ts';
import { chunk } from './chunk.ts';
import { ecrApi } from './operations.ts';

/** BatchCheckLayerAvailability calls of one check that run at once. */
const maxParallelCalls = 8;

async function checkLayers(
  { registry, name: repositoryName }: RepositoryHandle,
  digests: readonly string[],
  signal: AbortSignal | undefined,
): Promise<readonly Layer[]> {
  const limit = pLimit(maxParallelCalls);
  const outputs = await Promise.all(
    chunk([...new Set(digests)]).map((layerDigests) =>
      limit(() => {
        signal?.throwIfAborted();
        return ecrApi.batchCheckLayerAvailability(registry, { repositoryName, layerDigests }, signal);
      }),
    ),
  );
  return outputs.flatMap(({ layers = [] }) => layers);
}

/** Finds which blobs a repository has, so that a manifest can name them; 100 a call. */
export async function findAvailableLayers(
  repository: RepositoryHandle,
  digests: readonly string[],
  signal?: AbortSignal,
): Promise<ReadonlySet<string>> {
  const available = new Set<string>();
  for (const { layerDigest, layerAvailability } of await checkLayers(repository, digests, signal)) {
    if (layerDigest !== undefined && layerAvailability === 'AVAILABLE') available.add(layerDigest);
  }
  return available;
}

/** Reads the stored sizes of blobs, in bytes by digest; blobs that the repository does not have are left out. */
export async function readLayerSizes(
  repository: RepositoryHandle,
  digests: readonly string[],
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, number>> {
  const sizes = new Map<string, number>();
  for (const { layerDigest, layerSize } of await checkLayers(repository, digests, signal)) {
    if (layerDigest !== undefined && layerSize !== undefined) sizes.set(layerDigest, layerSize);
  }
  return sizes;
}
