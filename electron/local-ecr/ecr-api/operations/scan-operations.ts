import { z } from 'zod';
import { EcrError } from '../../registry/ecr-error.ts';
import { findImage } from '../../registry/image-id.ts';
import type { ImageScan } from '../../registry/repository.ts';
import { imageNotFound, within } from '../../registry/repository.ts';
import { epochSeconds } from '../protocol/epoch-seconds.ts';
import { repositoryOperation } from '../protocol/operation.ts';
import { imageId, repositoryInput, whole } from '../protocol/schema.ts';

/** A finding of enhanced scanning with the use of its image. */
const enhancedFinding = ({ clusters, lastAt }: NonNullable<ImageScan['inUse']>) => ({
  severity: 'HIGH',
  resources: [
    {
      type: 'AWS_ECR_CONTAINER_IMAGE',
      details: { awsEcrContainerImage: { inUseCount: clusters, lastInUseAt: epochSeconds(lastAt) } },
    },
  ],
});

/** The counts of a scan; the only finding is the one that states the use of the image. */
export const describeImageScanFindings = repositoryOperation({
  input: z.object({
    ...repositoryInput,
    imageId,
    nextToken: z.string().optional(),
    maxResults: whole(1, 1000).optional(),
  }),
  run: (repository, input) => {
    const image = findImage(repository, input.imageId);
    if ('failureCode' in image) throw imageNotFound(repository, input.imageId);
    const { scan } = image;
    if (!scan)
      throw new EcrError(
        'ScanNotFoundException',
        `Image scan does not exist for the image with '{imageDigest:'${image.digest}', imageTag:'${input.imageId.imageTag ?? 'null'}'}' ${within(repository)}`,
      );
    return {
      registryId: repository.registryId,
      repositoryName: repository.name,
      imageId: { ...input.imageId, imageDigest: image.digest },
      imageScanStatus: { status: scan.status, description: scan.description },
      ...(scan.status === 'COMPLETE' && {
        imageScanFindings: {
          imageScanCompletedAt: scan.completedAt && epochSeconds(scan.completedAt),
          findingSeverityCounts: scan.counts,
          ...(scan.inUse ? { enhancedFindings: [enhancedFinding(scan.inUse)] } : { findings: [] }),
        },
      }),
    };
  },
});
