import { ListImagesCommand } from '@aws-sdk/client-ecr';
import type { ErrorData } from '../../../shared/models/result.ts';
import type { RegistryConnection } from '../aws/clients/registry-connection.ts';
import { EngineError, hasCode } from '../errors/engine-error.ts';
import type { IsWorth } from './list-while.ts';
import { readPagesWhile, worthListing } from './list-while.ts';
import { findCacheRule } from './pull-through-cache.ts';

/** What ListImages says of a repository: archived images are among it, and not told apart. */
export interface ImageIds {
  readonly digests: ReadonlySet<string>;
  /** Digest by tag. */
  readonly tags: ReadonlyMap<string, string>;
}

/** How it is found out what a repository has where DescribeImages is denied. */
export type KnownImages =
  /** ListImages named all of it. */
  | { readonly kind: 'listed'; readonly ids: ImageIds }
  /** BatchGetImage is asked about each manifest and tag. */
  | {
      readonly kind: 'asked';
      /**
       * Why it is unknown whether a pull through cache rule concerns the repository, in which case asking makes ECR
       * import from upstream.
       */
      readonly importUnknown?: ErrorData;
    };

const isUnreadable = (error: unknown): error is EngineError =>
  hasCode(error, 'access-denied') || hasCode(error, 'operation-unsupported');

async function listImageIds(
  registry: RegistryConnection,
  repositoryName: string,
  isWorth: IsWorth,
  signal: AbortSignal | undefined,
): Promise<ImageIds | undefined> {
  const { registryId } = registry;
  const pages = await readPagesWhile('ListImages', isWorth, (nextToken) => {
    const filter = { imageStatus: 'ANY' as const };
    const input = { registryId, repositoryName, nextToken, maxResults: 1000, filter };
    return registry.call('ListImages', (ecr, options) => ecr.send(new ListImagesCommand(input), options), {
      repositoryName,
      signal,
    });
  });
  const ids = pages?.flatMap(({ imageIds }) => imageIds ?? []);
  return (
    ids && {
      digests: new Set(ids.flatMap(({ imageDigest }) => imageDigest ?? [])),
      tags: new Map(
        ids.flatMap(({ imageDigest, imageTag }) =>
          imageDigest === undefined || imageTag === undefined ? [] : [[imageTag, imageDigest] as const],
        ),
      ),
    }
  );
}

const unlistableCache = (repositoryName: string, denied: EngineError): EngineError =>
  new EngineError(
    {
      ...denied.data,
      message: `Allow ecr:DescribeImages or ecr:ListImages on ${repositoryName}: it is a pull-through cache, and where its images cannot be listed, reading one could make ECR import it from upstream.`,
      action: 'plan-again',
    },
    denied,
  );

/**
 * Finds out what may be asked of a repository by BatchGetImage without making ECR import from upstream, by one call of
 * ListImages and, where that is denied, one of DescribePullThroughCacheRules.
 *
 * @param otherCalls how many calls it takes to ask.
 * @throws EngineError ECR's refusal of ListImages, `access-denied`, when the repository is a pull-through cache.
 */
export async function readImageIds(
  registry: RegistryConnection,
  repositoryName: string,
  otherCalls: number,
  signal?: AbortSignal,
): Promise<KnownImages> {
  try {
    const isWorth = worthListing(registry, repositoryName, otherCalls, signal);
    const ids = await listImageIds(registry, repositoryName, isWorth, signal);
    return ids ? { kind: 'listed', ids } : { kind: 'asked' };
  } catch (error) {
    if (!isUnreadable(error)) throw error;
    const rule = await findCacheRule(registry, repositoryName, signal);
    switch (rule.kind) {
      case 'some':
        throw unlistableCache(repositoryName, error);
      case 'none':
        return { kind: 'asked' };
      case 'unknown':
        return { kind: 'asked', importUnknown: rule.error };
    }
  }
}
