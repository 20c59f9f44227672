import { findImage, type ImageId } from './image-id.ts';
import { compareText, pageOf, type Page } from './paging.ts';
import { imageNotFound, type Repository, type StoredImage } from './repository.ts';

export interface ImageFilter {
  readonly tagStatus?: 'TAGGED' | 'UNTAGGED' | 'ANY';
  /** ACTIVE by default, so that archived images are hidden. */
  readonly imageStatus?: 'ACTIVE' | 'ARCHIVED' | 'ACTIVATING' | 'ANY';
}

export interface ImagePageRequest {
  readonly filter?: ImageFilter;
  readonly nextToken?: string;
  readonly maxResults: number;
}

/** DescribeImages without identifiers. The order is by digest, as unrelated to age and tags as at ECR. */
export function describeImages(repository: Repository, request: ImagePageRequest): Page<StoredImage> {
  const { filter = {} } = request;
  const sorted = keptImages(repository, filter, () =>
    matching(repository, filter).toSorted((a, b) => compareText(a.digest, b.digest)),
  );
  return pageOf(sorted, (image) => image.digest, pageRequest(repository, 'DescribeImages', request));
}

/** ListImages: one entry for each pair of digest and tag, and one for an image without tags. */
export function listImages(repository: Repository, request: ImagePageRequest): Page<ImageId> {
  const { filter = {} } = request;
  const sorted = keptImageIds(repository, filter, () =>
    matching(repository, filter)
      .flatMap(imageIdsOf)
      .toSorted((a, b) => compareText(idKey(a), idKey(b))),
  );
  return pageOf(sorted, idKey, pageRequest(repository, 'ListImages', request));
}

/**
 * DescribeImages with identifiers.
 *
 * @throws EcrError ImageNotFoundException when any one of them is missing
 */
export function describeImagesById(
  repository: Repository,
  imageIds: readonly ImageId[],
): readonly StoredImage[] {
  const images = imageIds.map((imageId) => {
    const found = findImage(repository, imageId);
    if ('failureCode' in found) throw imageNotFound(repository, imageId);
    return found;
  });
  return [...new Set(images)];
}

function imageIdsOf(image: StoredImage): readonly ImageId[] {
  if (image.tags.size === 0) return [{ imageDigest: image.digest }];
  return [...image.tags].map((imageTag) => ({ imageDigest: image.digest, imageTag }));
}

const idKey = ({ imageDigest, imageTag }: ImageId): string => `${imageDigest ?? ''} ${imageTag ?? ''}`;
const filterKey = (filter: ImageFilter): string =>
  `${filter.tagStatus ?? 'ANY'} ${filter.imageStatus ?? 'ACTIVE'}`;

function pageRequest(repository: Repository, operation: string, request: ImagePageRequest) {
  const list = `${operation} ${repository.arn} ${filterKey(request.filter ?? {})}`;
  const { maxResults, nextToken } = request;
  return { list, maxResults, nextToken };
}

function matching(repository: Repository, filter: ImageFilter): readonly StoredImage[] {
  const { tagStatus = 'ANY', imageStatus = 'ACTIVE' } = filter;
  return [...repository.images.values()].filter(
    (image) =>
      (imageStatus === 'ANY' || image.status === imageStatus) &&
      (tagStatus === 'ANY' || (tagStatus === 'TAGGED') === image.tags.size > 0),
  );
}

/** Sorts once per change of the repository, not once per page: listing 10,000 images stays linear. */
function keptList<T>() {
  const kept = new WeakMap<
    Repository,
    { readonly revision: number; readonly lists: Map<string, readonly T[]> }
  >();
  return (repository: Repository, filter: ImageFilter, make: () => readonly T[]): readonly T[] => {
    let entry = kept.get(repository);
    if (entry?.revision !== repository.revision) {
      entry = { revision: repository.revision, lists: new Map() };
      kept.set(repository, entry);
    }
    const list = entry.lists.get(filterKey(filter)) ?? make();
    entry.lists.set(filterKey(filter), list);
    return list;
  };
}

const keptImages = keptList<StoredImage>();
const keptImageIds = keptList<ImageId>();
