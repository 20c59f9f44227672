import type { ImageScanFindings } from '@aws-sdk/client-ecr';
import type { ImageUse, ScanFindings } from '../../../shared/models/image-details.ts';
import type { RepositoryHandle } from '../aws/clients/repository-handle.ts';
import { ecrApi } from '../ecr/operations.ts';
import { readRootCause } from '../errors/root-cause.ts';
import { hasCode } from '../errors/engine-error.ts';

/** The use of the image, which every finding of enhanced scanning states. */
function findUse(findings: ImageScanFindings | undefined): ImageUse | undefined {
  const images = (findings?.enhancedFindings ?? []).flatMap(({ resources = [] }) =>
    resources.flatMap(({ details }) => details?.awsEcrContainerImage ?? []),
  );
  const image = images.find(({ inUseCount }) => inUseCount !== undefined);
  return image?.inUseCount === undefined
    ? undefined
    : { clusters: image.inUseCount, lastAt: image.lastInUseAt?.getTime() };
}

/**
 * Reads the number of findings by severity of the image's last vulnerability scan.
 *
 * @throws EngineError for any failure other than a denial of ecr:DescribeImageScanFindings.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DescribeImageScanFindings.html
 */
export async function readScanFindings(
  { registry, name: repositoryName }: RepositoryHandle,
  digest: string,
  signal?: AbortSignal,
): Promise<ScanFindings> {
  // Every page contains the counts, and one finding is enough for the use of the image.
  const input = { repositoryName, imageId: { imageDigest: digest }, maxResults: 1 };
  try {
    const { imageScanStatus, imageScanFindings } = await ecrApi.describeImageScanFindings(
      registry,
      input,
      signal,
    );
    switch (imageScanStatus?.status) {
      case 'ACTIVE':
      case 'COMPLETE':
        return {
          kind: 'scanned',
          at: imageScanFindings?.imageScanCompletedAt?.getTime(),
          counts: imageScanFindings?.findingSeverityCounts ?? {},
          inUse: findUse(imageScanFindings),
        };
      case 'PENDING':
      case 'IN_PROGRESS':
        return { kind: 'in-progress' };
      case 'FAILED':
      case 'UNSUPPORTED_IMAGE':
      case 'FINDINGS_UNAVAILABLE':
      case 'SCAN_ELIGIBILITY_EXPIRED':
      case 'LIMIT_EXCEEDED':
        return { kind: 'failed', reason: imageScanStatus.description ?? imageScanStatus.status };
      case 'IMAGE_ARCHIVED':
      case undefined:
        return { kind: 'not-scanned' };
    }
  } catch (error) {
    if (hasCode(error, 'access-denied')) return { kind: 'hidden' };
    if (readRootCause(error).name === 'ScanNotFoundException') return { kind: 'not-scanned' };
    throw error;
  }
}
