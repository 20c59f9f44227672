import { findImage, imageFailure, type ImageFailure, type ImageId } from './image-id.ts';
import type { Repository, StoredImage } from './repository.ts';

export interface FoundImage {
  /** The image's id, with a tag only when the request had the tag. */
  readonly imageId: ImageId;
  readonly image: StoredImage;
}

/**
 * BatchGetImage: a missing image is a failure of its item, never of the call. By digest the stored manifest is returned
 * whatever media types were accepted. By tag ECR can convert formats; here that is rejected, so that tests find a client
 * that accepts other bytes than the stored ones.
 */
export function getImages(
  repository: Repository,
  imageIds: readonly ImageId[],
  acceptedMediaTypes?: readonly string[],
): { readonly images: readonly FoundImage[]; readonly failures: readonly ImageFailure[] } {
  const images: FoundImage[] = [];
  const failures: ImageFailure[] = [];
  for (const imageId of imageIds) {
    const found = findImage(repository, imageId);
    if ('failureCode' in found) failures.push(found);
    else if (found.status !== 'ACTIVE') failures.push(imageFailure(imageId, 'ImageInaccessible'));
    else if (needsConversion(found, imageId, acceptedMediaTypes)) failures.push(notConverted(imageId));
    else images.push(foundImage(found, imageId));
  }
  return { images, failures };
}

function foundImage(image: StoredImage, asked: ImageId): FoundImage {
  image.pulledAt = new Date();
  return { image, imageId: { imageDigest: image.digest, imageTag: asked.imageTag } };
}

function needsConversion(
  image: StoredImage,
  asked: ImageId,
  accepted: readonly string[] | undefined,
): boolean {
  return asked.imageDigest === undefined && accepted !== undefined && !accepted.includes(image.mediaType);
}

function notConverted(imageId: ImageId): ImageFailure {
  return {
    imageId,
    failureCode: 'ImageNotFound',
    failureReason: 'Requested image not found in any of the accepted media types',
  };
}
