import { imageNotFound, type Repository } from './repository.ts';

/**
 * Archives an image or brings it back at once; at ECR a lifecycle rule or UpdateImageStorageClass does.
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
