import type { ImageIdentifier } from '@aws-sdk/client-ecr';
import { readDigestPrefix } from '../../../../shared/history/digest-prefix.ts';
import type { FoundImage, ImageSearchRequest } from '../../../../shared/models/image-search.ts';
import type { RegistryConnection } from '../../aws/clients/registry-connection.ts';
import { ecrApi } from '../../ecr/operations.ts';
import { paginate } from '../../ecr/paginate.ts';
import { hasCode } from '../../errors/engine-error.ts';

type Find = (
  registry: RegistryConnection,
  repositoryName: string,
  reference: string,
  signal: AbortSignal,
) => Promise<readonly FoundImage[]>;

const findWhole: Find = async (registry, repositoryName, reference, signal) => {
  const imageId = reference.startsWith('sha256:') ? { imageDigest: reference } : { imageTag: reference };
  const input = { repositoryName, imageIds: [imageId] };
  const { imageDetails = [] } = await ecrApi.describeImages(registry, input, signal);
  return imageDetails.flatMap(({ imageDigest: digest, imagePushedAt }) =>
    // Not `??`: an invalid date gives NaN, which counts as unknown.
    digest === undefined
      ? []
      : { repositoryName, reference, digest, pushedAt: imagePushedAt?.getTime() || 0 },
  );
};

/** What of a listed image contains a part: its tag, or the beginning of its digest. */
function findPartOf({ imageTag, imageDigest }: ImageIdentifier, part: string): string | undefined {
  if (imageTag?.includes(part)) return imageTag;
  const digits = readDigestPrefix(part);
  return digits !== undefined && imageDigest?.startsWith(`sha256:${digits}`) ? imageDigest : undefined;
}

const findPart: Find = async (registry, repositoryName, part, signal) => {
  const filter = { imageStatus: 'ANY' as const };
  const pages = await paginate('ListImages', (nextToken) =>
    ecrApi.listImages(registry, { repositoryName, nextToken, maxResults: 1000, filter }, signal),
  );
  const found = pages.flatMap(({ imageIds = [] }) =>
    imageIds.flatMap((id): readonly FoundImage[] => {
      const reference = findPartOf(id, part);
      if (reference === undefined || id.imageDigest === undefined) return [];
      // ListImages does not report when an image was pushed.
      return [{ repositoryName, reference, digest: id.imageDigest, pushedAt: 0 }];
    }),
  );
  // An image with several tags is listed once for each of them.
  return [...new Map(found.map((image) => [image.reference, image])).values()];
};

const finders = { whole: findWhole, part: findPart } as const satisfies Record<
  ImageSearchRequest['match'],
  Find
>;

/**
 * Finds tags or digests in one repository, archived or not; none when the repository was deleted meanwhile. DescribeImages
 * and ListImages count as no pull, and import nothing into a pull-through cache.
 *
 * @throws EngineError `access-denied` without ecr:DescribeImages, for a part without ecr:ListImages; AbortError when the
 *   signal is aborted.
 */
export async function findInRepository(
  registry: RegistryConnection,
  repositoryName: string,
  { match, reference }: Pick<ImageSearchRequest, 'match' | 'reference'>,
  signal: AbortSignal,
): Promise<readonly FoundImage[]> {
  try {
    return await finders[match](registry, repositoryName, reference, signal);
  } catch (error) {
    if (hasCode(error, 'image-not-found') || hasCode(error, 'repository-not-found')) return [];
    throw error;
  }
}
