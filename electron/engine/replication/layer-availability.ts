import { BatchCheckLayerAvailabilityCommand } from '@aws-sdk/client-ecr';
import { chunk } from '../collections/chunk.ts';
import type { RepositoryHandle } from './repository-handle.ts';

/** BatchCheckLayerAvailability takes 100 at a time. */
const batchSize = 100;

/** Which of these blobs the repository holds, ready to be named by a manifest. */
export async function availableLayers(
  { registry, name }: RepositoryHandle,
  digests: readonly string[],
  signal?: AbortSignal,
): Promise<ReadonlySet<string>> {
  const available = new Set<string>();
  for (const layerDigests of chunk([...new Set(digests)], batchSize)) {
    const input = { registryId: registry.registryId, repositoryName: name, layerDigests };
    const { layers = [] } = await registry.call(
      'BatchCheckLayerAvailability',
      (ecr, options) => ecr.send(new BatchCheckLayerAvailabilityCommand(input), options),
      { repositoryName: name, signal },
    );
    for (const { layerDigest, layerAvailability } of layers) {
      if (layerDigest !== undefined && layerAvailability === 'AVAILABLE') available.add(layerDigest);
    }
  }
  return available;
}
