import type { Image, ImageIdentifier } from '@aws-sdk/client-ecr';
import { BatchGetImageCommand } from '@aws-sdk/client-ecr';
import { chunk } from '../collections/chunk.ts';
import type { RegistryConnection } from '../aws/registry-connection.ts';
import type { Manifest } from './manifest.ts';
import { parseManifest } from './manifest.ts';
import { acceptedMediaTypes } from './media-types.ts';

/** BatchGetImage takes 100 at a time. */
const batchSize = 100;

async function batchGetImages(
  registry: RegistryConnection,
  repositoryName: string,
  imageIds: readonly ImageIdentifier[],
  signal: AbortSignal | undefined,
): Promise<readonly Image[]> {
  const images: Image[] = [];
  for (const batch of chunk(imageIds, batchSize)) {
    const input = {
      registryId: registry.registryId,
      repositoryName,
      imageIds: batch,
      acceptedMediaTypes: [...acceptedMediaTypes],
    };
    const answer = await registry.call(
      'BatchGetImage',
      (ecr, options) => ecr.send(new BatchGetImageCommand(input), options),
      { repositoryName, signal },
    );
    images.push(...(answer.images ?? []));
  }
  return images;
}

/**
 * Manifests by digest, as stored and checked against it; those that the repository does not hold are left out.
 *
 * @throws EngineError `digest-mismatch` or `image-unsupported`.
 */
export async function getManifests(
  registry: RegistryConnection,
  repositoryName: string,
  digests: readonly string[],
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, Manifest>> {
  const ids = [...new Set(digests)].map((imageDigest) => ({ imageDigest }));
  const manifests = new Map<string, Manifest>();
  for (const { imageId, imageManifest, imageManifestMediaType } of await batchGetImages(
    registry,
    repositoryName,
    ids,
    signal,
  )) {
    const digest = imageId?.imageDigest;
    if (digest === undefined || imageManifest === undefined) continue;
    manifests.set(digest, parseManifest(digest, imageManifestMediaType ?? '', imageManifest));
  }
  return manifests;
}

/** Which of these manifests the repository holds already. */
export async function presentManifests(
  registry: RegistryConnection,
  repositoryName: string,
  digests: readonly string[],
  signal?: AbortSignal,
): Promise<ReadonlySet<string>> {
  const ids = [...new Set(digests)].map((imageDigest) => ({ imageDigest }));
  const images = await batchGetImages(registry, repositoryName, ids, signal);
  return new Set(images.flatMap(({ imageId }) => imageId?.imageDigest ?? []));
}

/** The digest behind each of these tags; tags that the repository does not have are left out. */
export async function digestsOfTags(
  registry: RegistryConnection,
  repositoryName: string,
  tags: readonly string[],
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(tags)].map((imageTag) => ({ imageTag }));
  const digests = new Map<string, string>();
  for (const { imageId } of await batchGetImages(registry, repositoryName, ids, signal)) {
    if (imageId?.imageTag !== undefined && imageId.imageDigest !== undefined) {
      digests.set(imageId.imageTag, imageId.imageDigest);
    }
  }
  return digests;
}
