import type { ImageDetail } from '@aws-sdk/client-ecr';
import type { ImageSummary } from '../../../shared/models/image.ts';
import type { RegistryConnection } from '../aws/clients/registry-connection.ts';
import { getImageKind } from '../manifest/media-types.ts';
import { ecrApi } from './operations.ts';
import type { ShouldContinue } from './paginate.ts';
import { paginateWhile } from './paginate.ts';

function toImageSummary(detail: ImageDetail): ImageSummary {
  const mediaType = detail.imageManifestMediaType ?? '';
  return {
    digest: detail.imageDigest ?? '',
    tags: detail.imageTags ?? [],
    sizeInBytes: detail.imageSizeInBytes ?? 0,
    // Not `??`: an invalid date gives NaN, which counts as unknown.
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

/**
 * Lists all images of a repository, archived ones too, in ECR's order; 1,000 a call.
 *
 * @throws EngineError `repository-not-found`; `access-denied` without ecr:DescribeImages.
 */
export async function listImages(
  registry: RegistryConnection,
  repositoryName: string,
  signal?: AbortSignal,
): Promise<readonly ImageSummary[]> {
  return (await listImagesWhile(registry, repositoryName, () => true, signal)) ?? [];
}

/**
 * Lists all images of a repository as `listImages` does, or returns undefined as soon as `shouldContinue` answers
 * false.
 */
export async function listImagesWhile(
  registry: RegistryConnection,
  repositoryName: string,
  shouldContinue: ShouldContinue,
  signal?: AbortSignal,
): Promise<readonly ImageSummary[] | undefined> {
  const filter = { imageStatus: 'ANY' as const };
  const pages = await paginateWhile(
    'DescribeImages',
    async (token) => {
      const input = { repositoryName, nextToken: token, maxResults: 1000, filter };
      const { imageDetails = [], nextToken } = await ecrApi.describeImages(registry, input, signal);
      return { nextToken, images: imageDetails.map(toImageSummary) };
    },
    shouldContinue,
  );
  return pages?.flatMap(({ images }) => images);
}
