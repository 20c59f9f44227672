import type { Layer } from '@aws-sdk/client-ecr';
import { BatchCheckLayerAvailabilityCommand } from '@aws-sdk/client-ecr';
import { chunk } from './chunk.ts';
import type { RepositoryHandle } from '../aws/clients/repository-handle.ts';

/** BatchCheckLayerAvailability takes 100 at a time. */
const batchSize = 100;

async function* checkLayers(
  { registry, name }: RepositoryHandle,
  digests: readonly string[],
  signal: AbortSignal | undefined,
): AsyncGenerator<Layer, void, undefined> {
  for (const layerDigests of chunk([...new Set(digests)], batchSize)) {
    const input = { registryId: registry.registryId, repositoryName: name, layerDigests };
    const { layers = [] } = await registry.call(
      'BatchCheckLayerAvailability',
      (ecr, options) => ecr.send(new BatchCheckLayerAvailabilityCommand(input), options),
      { repositoryName: name, signal },
    );
    yield* layers;
  }
}

/** Which of these blobs the repository holds, ready to be named by a manifest. */
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

/** Bytes by digest, as the repository stores them; blobs that it does not hold are left out. */
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
