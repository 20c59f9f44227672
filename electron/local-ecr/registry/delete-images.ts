import { findImage, imageFailure, type ImageFailure, type ImageId } from './image-id.ts';
import type { Repository, StoredImage } from './repository.ts';

/**
 * BatchDeleteImage: by tag it removes the tag, and the image with its last tag; by digest it removes the image with all
 * its tags. Images that an index references are kept. Layers are kept too, but no longer belong to an image.
 */
export function deleteImages(
  repository: Repository,
  imageIds: readonly ImageId[],
): { readonly imageIds: readonly ImageId[]; readonly failures: readonly ImageFailure[] } {
  const deleted: ImageId[] = [];
  const failures: ImageFailure[] = [];
  for (const imageId of imageIds) {
    const image = findImage(repository, imageId);
    if ('failureCode' in image) {
      failures.push(image);
    } else if (imageId.imageTag !== undefined && image.tags.size > 1) {
      deleted.push(removeTag(repository, image, imageId.imageTag));
    } else if (image.parents.size > 0) {
      failures.push(imageFailure(imageId, 'ImageReferencedByManifestList'));
    } else {
      for (const removed of removeImage(repository, image)) deleted.push(removed);
    }
  }
  return { imageIds: deleted, failures };
}

/** Removes every untagged image that no index references. */
export function deleteUntagged(repository: Repository): void {
  const untagged = [...repository.images.values()].filter(({ tags }) => tags.size === 0);
  deleteImages(
    repository,
    untagged.map(({ digest }) => ({ imageDigest: digest })),
  );
}

function removeTag(repository: Repository, image: StoredImage, imageTag: string): ImageId {
  repository.revision += 1;
  repository.tags.delete(imageTag);
  image.tags.delete(imageTag);
  return { imageDigest: image.digest, imageTag };
}

function removeImage(repository: Repository, image: StoredImage): readonly ImageId[] {
  const removed = [...image.tags].map((tag) => removeTag(repository, image, tag));
  repository.revision += 1;
  repository.images.delete(image.digest);
  for (const blob of image.blobs) repository.layers.get(blob)?.images.delete(image.digest);
  for (const child of image.children) repository.images.get(child)?.parents.delete(image.digest);
  if (image.subject !== undefined) repository.referrers.get(image.subject)?.delete(image.digest);
  return removed.length > 0 ? removed : [{ imageDigest: image.digest }];
}
