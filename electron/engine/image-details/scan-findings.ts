import { DescribeImageScanFindingsCommand } from '@aws-sdk/client-ecr';
import type { ScanFindings } from '../../../shared/models/image-details.ts';
import { readRootCause } from '../errors/root-cause.ts';
import { hasCode } from '../errors/engine-error.ts';
import type { RepositoryHandle } from '../aws/clients/repository-handle.ts';

/** How the image's last vulnerability scan came out, in numbers. Needs ecr:DescribeImageScanFindings. */
export async function readScanFindings(
  { registry, name }: RepositoryHandle,
  digest: string,
  signal?: AbortSignal,
): Promise<ScanFindings> {
  const input = {
    registryId: registry.registryId,
    repositoryName: name,
    imageId: { imageDigest: digest },
    // The counts come with every page; the findings themselves are not shown.
    maxResults: 1,
  };
  try {
    const { imageScanStatus, imageScanFindings } = await registry.call(
      'DescribeImageScanFindings',
      (ecr, options) => ecr.send(new DescribeImageScanFindingsCommand(input), options),
      { repositoryName: name, signal },
    );
    switch (imageScanStatus?.status) {
      case 'ACTIVE':
      case 'COMPLETE':
        return {
          kind: 'scanned',
          at: imageScanFindings?.imageScanCompletedAt?.getTime(),
          counts: imageScanFindings?.findingSeverityCounts ?? {},
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
