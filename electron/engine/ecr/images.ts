import type { ImageDetail } from '@aws-sdk/client-ecr';
import { DescribeImagesCommand } from '@aws-sdk/client-ecr';
import type { ImageSummary } from '../../../shared/models/image.ts';
import type { RegistryConnection } from '../aws/clients/registry-connection.ts';
import type { IsWorth } from './list-while.ts';
import { readPagesWhile } from './list-while.ts';
import { getImageKind } from '../manifest/media-types.ts';

function readImage(detail: ImageDetail): ImageSummary {
  const mediaType = detail.imageManifestMediaType ?? '';
  return {
    digest: detail.imageDigest ?? '',
    tags: detail.imageTags ?? [],
    sizeInBytes: detail.imageSizeInBytes ?? 0,
    // Not `??`: a time that is none counts as absent, and everything that shows it stays alive.
    pushedAt: detail.imagePushedAt?.getTime() || 0,
    kind: getImageKind(mediaType, detail.artifactMediaType),
    mediaType,
    artifactMediaType: detail.artifactMediaType,
    status:
      detail.imageStatus === 'ARCHIVED' || detail.imageStatus === 'ACTIVATING'
        ? detail.imageStatus
        : 'ACTIVE',
    subjectDigest: detail.subjectManifestDigest,
  };
}

/** All images of a repository, archived ones too, in ECR's order; 1,000 a call. */
export async function listImages(
  registry: RegistryConnection,
  repositoryName: string,
  signal?: AbortSignal,
): Promise<readonly ImageSummary[]> {
  return (await listImagesWhile(registry, repositoryName, () => true, signal)) ?? [];
}

/**
 * All images of a repository as `listImages` gives them, or undefined when it has more than is worth the calls.
 *
 * @param isWorth asked before each further page.
 */
export async function listImagesWhile(
  registry: RegistryConnection,
  repositoryName: string,
  isWorth: IsWorth,
  signal?: AbortSignal,
): Promise<readonly ImageSummary[] | undefined> {
  const { registryId } = registry;
  const pages = await readPagesWhile('DescribeImages', isWorth, (nextToken) => {
    const filter = { imageStatus: 'ANY' as const };
    const input = { registryId, repositoryName, nextToken, maxResults: 1000, filter };
    return registry.call(
      'DescribeImages',
      (ecr, options) => ecr.send(new DescribeImagesCommand(input), options),
      { repositoryName, signal },
    );
  });
  return pages?.flatMap(({ imageDetails }) => (imageDetails ?? []).map(readImage));
}
