import { findImage, imageFailure, type ImageFailure, type ImageId } from './image-id.ts';
import type { Repository, StoredImage } from './repository.ts';

export interface FoundImage {
  /** With the tag only when the image was asked for by it. */
  readonly imageId: ImageId;
  readonly image: StoredImage;
}

/**
 * BatchGetImage: what cannot be given is a failure of its item, never of the call. By digest the stored manifest is
 * given whatever was asked for. By tag ECR may translate formats; here that is refused, so that a client which
 * would receive other bytes than the stored ones is found out.
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
    else if (needsTranslation(found, imageId, acceptedMediaTypes)) failures.push(untranslated(imageId));
    else images.push(foundImage(found, imageId));
  }
  return { images, failures };
}

function foundImage(image: StoredImage, asked: ImageId): FoundImage {
  image.pulledAt = new Date();
  return { image, imageId: { imageDigest: image.digest, imageTag: asked.imageTag } };
}

function needsTranslation(
  image: StoredImage,
  asked: ImageId,
  accepted: readonly string[] | undefined,
): boolean {
  return asked.imageDigest === undefined && accepted !== undefined && !accepted.includes(image.mediaType);
}

function untranslated(imageId: ImageId): ImageFailure {
  return {
    imageId,
    failureCode: 'ImageNotFound',
    failureReason: 'Requested image not found in any of the accepted media types',
  };
}
