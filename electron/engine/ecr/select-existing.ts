import type { ErrorData } from '../../../shared/models/result.ts';
import type { RepositoryHandle } from '../aws/clients/repository-handle.ts';
import { hasCode } from '../errors/engine-error.ts';
import { chunk } from './chunk.ts';
import { ecrApi } from './operations.ts';
import { readRepositoryContents } from './repository-contents.ts';

/** Digests and tags of a repository. */
export interface ImageReferences {
  readonly digests: readonly string[];
  readonly tags: readonly string[];
}

/** The requested images that the repository has; all of them when that is unknown. */
export interface ExistingImages extends ImageReferences {
  /** Why it is unknown whether the images exist and whether requests for them start an import. */
  readonly cacheRuleError?: ErrorData | undefined;
}

/** Whether DescribeImages returns all of the images; false also when it is not allowed. */
async function areAllDescribed(
  { registry, name: repositoryName }: RepositoryHandle,
  { digests, tags }: ImageReferences,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  const ids = [...digests.map((imageDigest) => ({ imageDigest })), ...tags.map((imageTag) => ({ imageTag }))];
  try {
    for (const imageIds of chunk(ids))
      await ecrApi.describeImages(registry, { repositoryName, imageIds }, signal);
    return true;
  } catch (error) {
    if (
      hasCode(error, 'image-not-found') ||
      hasCode(error, 'access-denied') ||
      hasCode(error, 'operation-unsupported')
    )
      return false;
    throw error;
  }
}

/**
 * Selects the images that a repository has, without an import from an upstream registry: by one DescribeImages call
 * where it has all of them, else from the list of its images. Where the images cannot be listed, and no pull through
 * cache rule is known to apply, all of them are selected.
 *
 * @throws EngineError `access-denied` for a pull-through cache whose images cannot be listed.
 */
export async function selectExisting(
  repository: RepositoryHandle,
  requested: ImageReferences,
  signal?: AbortSignal,
): Promise<ExistingImages> {
  if (await areAllDescribed(repository, requested, signal)) return requested;
  const contents = await readRepositoryContents(repository, 0, signal);
  if (contents.kind === 'unlisted') return { ...requested, cacheRuleError: contents.cacheRuleError };
  const { statuses, tags } = contents.listing;
  return {
    digests: requested.digests.filter((digest) => statuses.has(digest)),
    tags: requested.tags.filter((tag) => tags.has(tag)),
  };
}
