import type { ErrorData } from '../../../shared/models/result.ts';
import type { RegistryConnection } from '../aws/clients/registry-connection.ts';
import { EngineError, hasCode } from '../errors/engine-error.ts';
import { ecrApi } from './operations.ts';
import type { ShouldContinue } from './paginate.ts';
import { paginateWhile } from './paginate.ts';
import { findCacheRule, limitListing } from './pull-through-cache.ts';

/** The images of a repository as ListImages reports them: archived images are included without their status. */
export interface ImageIds {
  readonly digests: ReadonlySet<string>;
  /** Digest by tag. */
  readonly tags: ReadonlyMap<string, string>;
}

/** What is known of a repository's images where DescribeImages is denied. */
export type KnownImages =
  /** ListImages named all of them. */
  | { readonly kind: 'listed'; readonly ids: ImageIds }
  /** Each manifest and tag has to be requested by BatchGetImage. */
  | {
      readonly kind: 'unlisted';
      /**
       * Why it is unknown whether a pull through cache rule applies to the repository. If one does, BatchGetImage
       * imports missing images from the upstream registry.
       */
      readonly cacheRuleError?: ErrorData;
    };

const isListDenied = (error: unknown): error is EngineError =>
  hasCode(error, 'access-denied') || hasCode(error, 'operation-unsupported');

async function listImageIds(
  registry: RegistryConnection,
  repositoryName: string,
  shouldContinue: ShouldContinue,
  signal: AbortSignal | undefined,
): Promise<ImageIds | undefined> {
  const filter = { imageStatus: 'ANY' as const };
  const pages = await paginateWhile(
    'ListImages',
    (nextToken) =>
      ecrApi.listImages(registry, { repositoryName, nextToken, maxResults: 1000, filter }, signal),
    shouldContinue,
  );
  if (!pages) return undefined;
  const ids = pages.flatMap(({ imageIds = [] }) => imageIds);
  return {
    digests: new Set(ids.flatMap(({ imageDigest }) => imageDigest ?? [])),
    tags: new Map(
      ids.flatMap(({ imageDigest, imageTag }) =>
        imageDigest === undefined || imageTag === undefined ? [] : [[imageTag, imageDigest] as const],
      ),
    ),
  };
}

const unlistableCacheError = (repositoryName: string, denial: EngineError): EngineError =>
  new EngineError(
    {
      ...denial.data,
      message: `Allow ecr:DescribeImages or ecr:ListImages on ${repositoryName}: it is a pull-through cache, and where its images cannot be listed, reading one could make ECR import it from upstream.`,
      action: 'plan-again',
    },
    denial,
  );

/**
 * Finds out which images of a repository BatchGetImage can request without an import from an upstream registry: by
 * ListImages and, where that is denied, DescribePullThroughCacheRules.
 *
 * @param otherCalls the number of calls that requests for the single images take.
 * @throws EngineError the denial of ListImages, `access-denied`, when the repository is a pull-through cache.
 */
export async function readImageIds(
  registry: RegistryConnection,
  repositoryName: string,
  otherCalls: number,
  signal?: AbortSignal,
): Promise<KnownImages> {
  try {
    const shouldContinue = limitListing(registry, repositoryName, otherCalls, signal);
    const ids = await listImageIds(registry, repositoryName, shouldContinue, signal);
    return ids ? { kind: 'listed', ids } : { kind: 'unlisted' };
  } catch (error) {
    if (!isListDenied(error)) throw error;
    const rule = await findCacheRule(registry, repositoryName, signal);
    switch (rule.kind) {
      case 'found':
        throw unlistableCacheError(repositoryName, error);
      case 'none':
        return { kind: 'unlisted' };
      case 'unknown':
        return { kind: 'unlisted', cacheRuleError: rule.error };
    }
  }
}
