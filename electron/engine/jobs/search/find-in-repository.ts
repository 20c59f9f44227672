import type { FoundImage } from '../../../../shared/models/image-search.ts';
import type { RegistryConnection } from '../../aws/clients/registry-connection.ts';
import { ecrApi } from '../../ecr/operations.ts';
import { hasCode } from '../../errors/engine-error.ts';

/**
 * Finds the image with a tag or digest in one repository, archived or not; undefined when there is none, or when the
 * repository was deleted meanwhile. DescribeImages counts as no pull, and imports nothing into a pull-through cache.
 *
 * @throws EngineError `access-denied` without ecr:DescribeImages; AbortError when the signal is aborted.
 */
export async function findInRepository(
  registry: RegistryConnection,
  repositoryName: string,
  reference: string,
  signal: AbortSignal,
): Promise<FoundImage | undefined> {
  const imageId = reference.startsWith('sha256:') ? { imageDigest: reference } : { imageTag: reference };
  try {
    const input = { repositoryName, imageIds: [imageId] };
    const { imageDetails = [] } = await ecrApi.describeImages(registry, input, signal);
    const [detail] = imageDetails;
    if (detail?.imageDigest === undefined) return undefined;
    // Not `??`: an invalid date gives NaN, which counts as unknown.
    return { repositoryName, digest: detail.imageDigest, pushedAt: detail.imagePushedAt?.getTime() || 0 };
  } catch (error) {
    if (hasCode(error, 'image-not-found') || hasCode(error, 'repository-not-found')) return undefined;
    throw error;
  }
}
