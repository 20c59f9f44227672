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
    lastPulledAt: detail.lastRecordedPullTime?.getTime() || undefined,
    findings: detail.imageScanFindingsSummary?.findingSeverityCounts,
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
 *
 * @param onPage receives the images so far after each page.
 */
export async function listImagesWhile(
  registry: RegistryConnection,
  repositoryName: string,
  shouldContinue: ShouldContinue,
  signal?: AbortSignal,
  onPage: (images: readonly ImageSummary[]) => void = () => undefined,
): Promise<readonly ImageSummary[] | undefined> {
  const filter = { imageStatus: 'ANY' as const };
  let images: ImageSummary[] = [];
  const pages = await paginateWhile(
    'DescribeImages',
    async (token) => {
      const input = { repositoryName, nextToken: token, maxResults: 1000, filter };
      const { imageDetails = [], nextToken } = await ecrApi.describeImages(registry, input, signal);
      // A list whose page token was rejected is read again from its first page.
      if (token === undefined) images = [];
      images.push(...imageDetails.map(toImageSummary));
      onPage(images);
      return { nextToken };
    },
    shouldContinue,
  );
  return pages && images;
}
