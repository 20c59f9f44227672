import { z } from 'zod';
import { invalidParameter } from '../../registry/ecr-error.ts';
import { updateStorageClass } from '../../registry/archive-image.ts';
import { deleteImages } from '../../registry/delete-images.ts';
import type { FoundImage } from '../../registry/get-images.ts';
import { getImages } from '../../registry/get-images.ts';
import type { ImageFailure, ImageId } from '../../registry/image-id.ts';
import { imageFailure } from '../../registry/image-id.ts';
import { cacheRuleOf, importMissing } from '../../registry/pull-through-cache.ts';
import { describeImages, describeImagesById, listImages } from '../../registry/list-images.ts';
import { putImage as putImageInto } from '../../registry/put-image.ts';
import type { Repository, StoredImage } from '../../registry/repository.ts';
import { repositoryOperation } from '../protocol/operation.ts';
import {
  choice,
  digest,
  imageIds,
  imageTag,
  list,
  repositoryInput,
  text,
  whole,
} from '../protocol/schema.ts';
import { limits } from '../../registry/limits.ts';
import { epochSeconds } from '../protocol/epoch-seconds.ts';

const filter = z.object({
  tagStatus: choice('TAGGED', 'UNTAGGED', 'ANY').optional(),
  imageStatus: choice('ACTIVE', 'ARCHIVED', 'ACTIVATING', 'ANY').optional(),
});
const paging = { nextToken: z.string().optional(), maxResults: whole(1, 1000).optional() };

export const putImage = repositoryOperation({
  input: z.object({
    ...repositoryInput,
    imageManifest: text(1, limits.manifestSize),
    imageManifestMediaType: z.string().optional(),
    imageTag: imageTag.optional(),
    imageDigest: digest.optional(),
  }),
  run: (repository, input, { registry, services }) => {
    const image = putImageInto(repository, {
      manifest: input.imageManifest,
      mediaType: input.imageManifestMediaType,
      tag: input.imageTag,
      digest: input.imageDigest,
    });
    services.replications.onPush(registry, repository, image, input.imageTag);
    return {
      image: imageWithManifest(repository, image, { imageDigest: image.digest, imageTag: input.imageTag }),
    };
  },
});

export const batchGetImage = repositoryOperation({
  input: z.object({
    ...repositoryInput,
    imageIds,
    acceptedMediaTypes: list(z.string(), 1, 100).optional(),
  }),
  run: (repository, input, { services: { faults }, registry }) => {
    importMissing(registry, repository, input.imageIds);
    const { images, failures } = getImages(repository, input.imageIds, input.acceptedMediaTypes);
    const rule = cacheRuleOf(registry, repository.name)?.rule;
    const { registryId: accountId, region, name: repositoryName } = repository;
    const isMerged = faults.take(['merge-images'], {
      service: 'api',
      operation: 'BatchGetImage',
      accountId,
      region,
      repositoryName,
    });
    return {
      images: (isMerged ? eachImageOnce(images) : images).map(({ image, imageId }) =>
        imageWithManifest(repository, image, imageId),
      ),
      failures: rule && !rule.upstream ? failures.map(upstreamUnavailable) : failures,
    };
  },
});

export const batchDeleteImage = repositoryOperation({
  input: z.object({ ...repositoryInput, imageIds }),
  run: (repository, input) => deleteImages(repository, input.imageIds),
});

export const updateImageStorageClass = repositoryOperation({
  input: z.object({
    ...repositoryInput,
    imageId: z.object({ imageDigest: digest.optional(), imageTag: imageTag.optional() }),
    targetStorageClass: choice('STANDARD', 'ARCHIVE'),
  }),
  run: (repository, { imageId, targetStorageClass }) => ({
    registryId: repository.registryId,
    repositoryName: repository.name,
    imageId,
    imageStatus: updateStorageClass(repository, imageId, targetStorageClass),
  }),
});

export const listImagesOperation = repositoryOperation({
  input: z.object({ ...repositoryInput, ...paging, filter: filter.optional() }),
  run: (repository, input) => {
    const { items, nextToken } = listImages(repository, { ...input, maxResults: input.maxResults ?? 100 });
    return { imageIds: items, nextToken };
  },
});

export const describeImagesOperation = repositoryOperation({
  input: z.object({
    ...repositoryInput,
    ...paging,
    imageIds: imageIds.optional(),
    filter: filter.optional(),
  }),
  run: (repository, input) => {
    if (input.imageIds) {
      if (input.maxResults !== undefined || input.nextToken !== undefined) {
        throw invalidParameter('maxResults', 'Member must not be given together with imageIds');
      }
      const images = describeImagesById(repository, input.imageIds);
      return { imageDetails: images.map((image) => imageDetail(repository, image)) };
    }
    const { items, nextToken } = describeImages(repository, {
      ...input,
      maxResults: input.maxResults ?? 100,
    });
    return { imageDetails: items.map((image) => imageDetail(repository, image)), nextToken };
  },
});

/** An image that a pull through cache repository does not have and whose upstream registry is unreachable. */
const upstreamUnavailable = (failure: ImageFailure): ImageFailure =>
  failure.failureCode === 'ImageNotFound' ? imageFailure(failure.imageId, 'UpstreamUnavailable') : failure;

const eachImageOnce = (images: readonly FoundImage[]): readonly FoundImage[] =>
  images.filter(({ image }, index) => images.findIndex((other) => other.image === image) === index);

function imageWithManifest(repository: Repository, image: StoredImage, imageId: ImageId): object {
  return {
    registryId: repository.registryId,
    repositoryName: repository.name,
    imageId,
    imageManifest: image.manifest,
    imageManifestMediaType: image.mediaType,
  };
}

/** As basic scanning reports it; other kinds of scans are described by DescribeImageScanFindings only. */
const scanSummary = ({ scan }: StoredImage): object =>
  scan
    ? {
        imageScanStatus: { status: scan.status, description: scan.description },
        ...(scan.status === 'COMPLETE' && {
          imageScanFindingsSummary: {
            imageScanCompletedAt: scan.completedAt && epochSeconds(scan.completedAt),
            findingSeverityCounts: scan.counts,
          },
        }),
      }
    : {};

function imageDetail(repository: Repository, image: StoredImage): object {
  return {
    registryId: repository.registryId,
    repositoryName: repository.name,
    imageDigest: image.digest,
    ...(image.tags.size > 0 && { imageTags: [...image.tags] }),
    imageSizeInBytes: image.size,
    imagePushedAt: epochSeconds(image.pushedAt),
    imageManifestMediaType: image.mediaType,
    artifactMediaType: image.artifactMediaType,
    subjectManifestDigest: image.subject,
    imageStatus: image.status,
    ...scanSummary(image),
    lastRecordedPullTime: image.pulledAt && epochSeconds(image.pulledAt),
    lastArchivedAt: image.archivedAt && epochSeconds(image.archivedAt),
  };
}
