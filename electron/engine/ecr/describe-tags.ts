import type { ImageDetail, ImageIdentifier } from '@aws-sdk/client-ecr';
import type { ErrorData } from '../../../shared/models/result.ts';
import type { RegistryConnection } from '../aws/clients/registry-connection.ts';
import { hasCode } from '../errors/engine-error.ts';
import { chunk } from './chunk.ts';
import { ecrApi } from './operations.ts';

/**
 * Describes images by tag or digest, 100 a call; images that the repository does not have are left out. One such image
 * makes ECR refuse the whole call, which is then repeated with each half.
 */
async function describeExisting(
  registry: RegistryConnection,
  repositoryName: string,
  imageIds: readonly ImageIdentifier[],
  signal: AbortSignal | undefined,
): Promise<readonly ImageDetail[]> {
  const details: ImageDetail[] = [];
  for (const ids of chunk(imageIds)) {
    try {
      const { imageDetails = [] } = await ecrApi.describeImages(
        registry,
        { repositoryName, imageIds: ids },
        signal,
      );
      details.push(...imageDetails);
    } catch (error) {
      if (!hasCode(error, 'image-not-found')) throw error;
      if (ids.length === 1) continue;
      const halves = await Promise.all(
        chunk(ids, Math.ceil(ids.length / 2)).map((half) =>
          describeExisting(registry, repositoryName, half, signal),
        ),
      );
      details.push(...halves.flat());
    }
  }
  return details;
}

/**
 * Finds the digests of tags by DescribeImages: of archived images too, and without an import from an upstream registry.
 * Tags that the repository does not have are left out.
 *
 * @throws EngineError `access-denied` without ecr:DescribeImages.
 */
export async function describeTags(
  registry: RegistryConnection,
  repositoryName: string,
  tags: readonly string[],
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, string>> {
  const requested = new Set(tags);
  const imageIds = [...requested].map((imageTag) => ({ imageTag }));
  const details = await describeExisting(registry, repositoryName, imageIds, signal);
  return new Map(
    details.flatMap(({ imageDigest, imageTags = [] }) =>
      imageDigest === undefined
        ? []
        : imageTags.filter((tag) => requested.has(tag)).map((tag) => [tag, imageDigest] as const),
    ),
  );
}

/** The tags of images by their digests. */
export type TagsOfDigests =
  /** Digests that the repository does not have are left out. */
  | { readonly kind: 'read'; readonly tags: ReadonlyMap<string, readonly string[]> }
  /** DescribeImages is denied, which a copy by digest does not need. */
  | { readonly kind: 'denied'; readonly error: ErrorData };

/**
 * Reads the tags of images by their digests.
 *
 * @throws EngineError for any failure other than a denial.
 */
export async function readTagsOfDigests(
  registry: RegistryConnection,
  repositoryName: string,
  digests: readonly string[],
  signal: AbortSignal,
): Promise<TagsOfDigests> {
  const imageIds = [...new Set(digests)].map((imageDigest) => ({ imageDigest }));
  try {
    const details = await describeExisting(registry, repositoryName, imageIds, signal);
    return {
      kind: 'read',
      tags: new Map(
        details.flatMap(({ imageDigest, imageTags = [] }) =>
          imageDigest === undefined ? [] : [[imageDigest, imageTags] as const],
        ),
      ),
    };
  } catch (error) {
    if (hasCode(error, 'access-denied')) return { kind: 'denied', error: error.data };
    throw error;
  }
}
