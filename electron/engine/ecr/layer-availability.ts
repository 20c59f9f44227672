import type { Layer } from '@aws-sdk/client-ecr';
import type { RepositoryHandle } from '../aws/clients/repository-handle.ts';
import { chunk } from './chunk.ts';
import { ecrApi } from './operations.ts';

async function* checkLayers(
  { registry, name: repositoryName }: RepositoryHandle,
  digests: readonly string[],
  signal: AbortSignal | undefined,
): AsyncGenerator<Layer, void, undefined> {
  for (const layerDigests of chunk([...new Set(digests)])) {
    const input = { repositoryName, layerDigests };
    const { layers = [] } = await ecrApi.batchCheckLayerAvailability(registry, input, signal);
    yield* layers;
  }
}

/** Finds which blobs a repository has, so that a manifest can name them; 100 a call. */
export async function findAvailableLayers(
  repository: RepositoryHandle,
  digests: readonly string[],
  signal?: AbortSignal,
): Promise<ReadonlySet<string>> {
  const available = new Set<string>();
  for await (const { layerDigest, layerAvailability } of checkLayers(repository, digests, signal)) {
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
  for await (const { layerDigest, layerSize } of checkLayers(repository, digests, signal)) {
    if (layerDigest !== undefined && layerSize !== undefined) sizes.set(layerDigest, layerSize);
  }
  return sizes;
}
