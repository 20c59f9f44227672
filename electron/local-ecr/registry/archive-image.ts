import { EcrError } from './ecr-error.ts';
import { findImage, type ImageId } from './image-id.ts';
import { imageNotFound, type Repository, type StoredImage } from './repository.ts';

/**
 * Archives an image or restores it without a delay; in ECR a lifecycle rule or UpdateImageStorageClass does.
 *
 * @throws EcrError ImageNotFoundException
 */
export function setArchived(repository: Repository, digest: string, archived: boolean): void {
  const image = repository.images.get(digest);
  if (!image) throw imageNotFound(repository, { imageDigest: digest });
  image.status = archived ? 'ARCHIVED' : 'ACTIVE';
  if (archived) image.archivedAt = new Date();
  repository.revision += 1;
}

/**
 * UpdateImageStorageClass. ECR answers ACTIVATING for an image that it restores, which takes minutes.
 *
 * @throws EcrError ImageNotFoundException, ImageStorageClassUpdateNotSupportedException
 */
export function updateStorageClass(
  repository: Repository,
  imageId: ImageId,
  target: 'STANDARD' | 'ARCHIVE',
): StoredImage['status'] {
  const image = findImage(repository, imageId);
  if ('failureCode' in image) throw imageNotFound(repository, imageId);
  if (image.status !== (target === 'STANDARD' ? 'ARCHIVED' : 'ACTIVE')) {
    throw new EcrError(
      'ImageStorageClassUpdateNotSupportedException',
      'The requested image storage class update is not supported.',
    );
  }
  setArchived(repository, image.digest, target === 'ARCHIVE');
  if (target === 'ARCHIVE') return image.status;
  if (!repository.restoresImmediately) image.status = 'ACTIVATING';
  return 'ACTIVATING';
}
