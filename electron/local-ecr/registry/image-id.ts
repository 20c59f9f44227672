import { digestConstraint, tagConstraint } from './constraints.ts';
import type { Repository, StoredImage } from './repository.ts';

/** An image identifier: a digest, a tag, or both, which must match. */
export interface ImageId {
  readonly imageDigest?: string;
  readonly imageTag?: string;
}

export type ImageFailureCode =
  | 'ImageInaccessible'
  | 'ImageNotFound'
  | 'ImageReferencedByManifestList'
  | 'ImageTagDoesNotMatchDigest'
  | 'InvalidImageDigest'
  | 'InvalidImageTag'
  | 'MissingDigestAndTag'
  | 'UpstreamUnavailable';

export interface ImageFailure {
  readonly imageId: ImageId;
  readonly failureCode: ImageFailureCode;
  readonly failureReason: string;
}

const reasons: Readonly<Record<ImageFailureCode, string>> = {
  ImageInaccessible: 'Requested image is archived',
  ImageNotFound: 'Requested image not found',
  ImageReferencedByManifestList: 'Requested image referenced by manifest list',
  ImageTagDoesNotMatchDigest: 'Requested image tag does not match the image digest',
  InvalidImageDigest: 'Invalid image digest',
  InvalidImageTag: 'Invalid image tag',
  MissingDigestAndTag: 'Missing image digest and tag',
  UpstreamUnavailable: 'The upstream registry is unavailable',
};

export function imageFailure(imageId: ImageId, failureCode: ImageFailureCode): ImageFailure {
  return { imageId, failureCode, failureReason: reasons[failureCode] };
}

/** @returns the identified image, archived or not, or the reason why there is none. */
export function findImage(repository: Repository, imageId: ImageId): StoredImage | ImageFailure {
  const { imageDigest, imageTag } = imageId;
  if (imageDigest === undefined && imageTag === undefined)
    return imageFailure(imageId, 'MissingDigestAndTag');
  if (imageDigest !== undefined && !digestConstraint.pattern.test(imageDigest))
    return imageFailure(imageId, 'InvalidImageDigest');
  if (imageTag !== undefined && !tagConstraint.pattern.test(imageTag))
    return imageFailure(imageId, 'InvalidImageTag');
  const tagged = imageTag === undefined ? undefined : repository.tags.get(imageTag);
  const image = repository.images.get(imageDigest ?? tagged ?? '');
  if (!image) return imageFailure(imageId, 'ImageNotFound');
  if (imageTag !== undefined && tagged !== image.digest)
    return imageFailure(imageId, 'ImageTagDoesNotMatchDigest');
  return image;
}
