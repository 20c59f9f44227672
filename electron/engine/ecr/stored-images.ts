import type { ImageFailure } from '@aws-sdk/client-ecr';
import type { ErrorData } from '../../../shared/models/result.ts';
import type { RepositoryHandle } from '../aws/clients/repository-handle.ts';
import { hasCode } from '../errors/engine-error.ts';
import { getImagesByDigest, getImagesByTag } from './batch-get-image.ts';
import { describeTags } from './describe-tags.ts';
import type { ExistingImages } from './select-existing.ts';
import { selectExisting } from './select-existing.ts';

/** The requested manifests and tags that a repository has. */
export interface StoredImages {
  /** By digest; the text is not checked against it. */
  readonly manifests: ReadonlyMap<string, { readonly mediaType: string; readonly text: string }>;
  /** Digest by tag. */
  readonly tags: ReadonlyMap<string, string>;
  /** ECR's failure code, by requested digest or tag, of what the repository has and ECR does not return. */
  readonly unreadable: ReadonlyMap<string, string>;
  /** The denial of DescribeImages, without which the digests of tags of archived images are unknown. */
  readonly describeError?: ErrorData;
  /** Why it is unknown whether the request imported images from an upstream registry. */
  readonly cacheRuleError?: ErrorData | undefined;
}

/** For a repository that does not exist, or cannot be read. */
export const noStoredImages: StoredImages = { manifests: new Map(), tags: new Map(), unreadable: new Map() };

const isUnreadable = ({ failureCode }: ImageFailure): boolean => failureCode !== 'ImageNotFound';

/** Whether the repository has the image: an image that the upstream registry failed to return is not stored. */
const isStored = (failure: ImageFailure): boolean =>
  isUnreadable(failure) && !failure.failureCode?.startsWith('Upstream');

/** Neither a pull nor a push needs DescribeImages, so its denial is part of the result. */
async function describeTagsIfAllowed(
  ...args: Parameters<typeof describeTags>
): Promise<{ readonly digests: ReadonlyMap<string, string>; readonly error?: ErrorData }> {
  try {
    return { digests: await describeTags(...args) };
  } catch (error) {
    if (hasCode(error, 'access-denied')) return { digests: new Map(), error: error.data };
    throw error;
  }
}

/**
 * Reads manifests and tags by BatchGetImage, 100 a call. Digests and tags are requested in separate calls: an answer
 * that has one entry for an image requested both ways must not look like a missing tag. Where a request may import an
 * image from an upstream registry (`mayImport`), only images that the repository has are requested.
 *
 * @throws EngineError `access-denied` without ecr:BatchGetImage, and for a pull-through cache whose images cannot be
 *   listed; `repository-not-found`.
 */
export async function readStoredImages(
  repository: RepositoryHandle,
  requested: { readonly digests?: readonly string[]; readonly tags?: readonly string[] },
  signal?: AbortSignal,
): Promise<StoredImages> {
  const { registry, name, mayImport } = repository;
  const wanted = { digests: [...new Set(requested.digests)], tags: [...new Set(requested.tags)] };
  const existing: ExistingImages = mayImport ? await selectExisting(repository, wanted, signal) : wanted;
  const [byDigest, byTag] = await Promise.all([
    getImagesByDigest(registry, name, existing.digests, signal),
    getImagesByTag(registry, name, existing.tags, signal),
  ]);

  const manifests = new Map<string, { readonly mediaType: string; readonly text: string }>();
  for (const { digest, mediaType, text } of byDigest.images)
    if (digest !== undefined) manifests.set(digest, { mediaType, text });

  const tags = new Map<string, string>();
  for (const { digest, tag } of byTag.images)
    if (digest !== undefined && tag !== undefined) tags.set(tag, digest);

  const failures = [...byDigest.failures, ...byTag.failures];
  const unreadableTags = failures.filter(isStored).flatMap(({ imageId }) => imageId?.imageTag ?? []);
  const described = await describeTagsIfAllowed(registry, name, unreadableTags, signal);
  for (const [tag, digest] of described.digests) tags.set(tag, digest);
  const unreadable = new Map(
    failures.filter(isUnreadable).flatMap(({ imageId, failureCode = '' }) => {
      const digestOrTag = imageId?.imageTag ?? imageId?.imageDigest;
      return digestOrTag === undefined ? [] : [[digestOrTag, failureCode] as const];
    }),
  );
  return {
    manifests,
    tags,
    unreadable,
    ...(described.error && { describeError: described.error }),
    ...(existing.cacheRuleError && { cacheRuleError: existing.cacheRuleError }),
  };
}

/**
 * Reads manifests and tags as `readStoredImages` does, and returns the denial where BatchGetImage is denied: pushing an
 * image takes no permission to read.
 *
 * @throws EngineError for any failure other than a denial.
 */
export async function readStoredImagesIfAllowed(
  ...args: Parameters<typeof readStoredImages>
): Promise<{ readonly stored: StoredImages; readonly error?: ErrorData }> {
  try {
    return { stored: await readStoredImages(...args) };
  } catch (error) {
    if (hasCode(error, 'access-denied')) return { stored: noStoredImages, error: error.data };
    throw error;
  }
}

/** Reads the digests of tags by BatchGetImage; tags that the repository does not have are left out. */
export async function readTagDigests(
  repository: RepositoryHandle,
  tags: readonly string[],
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, string>> {
  return (await readStoredImages(repository, { tags }, signal)).tags;
}
