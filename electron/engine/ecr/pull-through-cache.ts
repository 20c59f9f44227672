import type { ErrorData } from '../../../shared/models/result.ts';
import type { RegistryConnection } from '../aws/clients/registry-connection.ts';
import { hasCode } from '../errors/engine-error.ts';
import { ecrApi } from './operations.ts';
import type { ShouldContinue } from './paginate.ts';
import { paginate } from './paginate.ts';

/**
 * The prefix of a rule for every repository of the registry.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache-creating-rule.html
 */
const everyRepository = 'ROOT';

/**
 * Whether a pull through cache rule applies to a repository. If one does, BatchGetImage imports images that the
 * repository lacks from the upstream registry.
 */
export type CacheRule =
  | { readonly kind: 'found'; readonly upstreamUrl: string }
  | { readonly kind: 'none' }
  /** DescribePullThroughCacheRules is denied, or the endpoint does not support it. */
  | { readonly kind: 'unknown'; readonly error: ErrorData };

/**
 * Reads the pull through cache rules of the registry, 1,000 a call, and finds the one for a repository.
 *
 * @throws EngineError when the rules cannot be read for another reason than a denial.
 */
export async function findCacheRule(
  registry: RegistryConnection,
  repositoryName: string,
  signal?: AbortSignal,
): Promise<CacheRule> {
  try {
    const pages = await paginate('DescribePullThroughCacheRules', (nextToken) =>
      ecrApi.describePullThroughCacheRules(registry, { maxResults: 1000, nextToken }, signal),
    );
    const rule = pages
      .flatMap(({ pullThroughCacheRules = [] }) => pullThroughCacheRules)
      .find(
        ({ ecrRepositoryPrefix: prefix }) =>
          prefix === everyRepository || (prefix !== undefined && repositoryName.startsWith(`${prefix}/`)),
      );
    return rule ? { kind: 'found', upstreamUrl: rule.upstreamRegistryUrl ?? '' } : { kind: 'none' };
  } catch (error) {
    if (hasCode(error, 'access-denied') || hasCode(error, 'operation-unsupported'))
      return { kind: 'unknown', error: error.data };
    throw error;
  }
}

/** Calls after which a list is compared with the other calls: two pages are 2,000 images. */
const minCalls = 2;

/**
 * Limits the pages that are read of a repository's image list: reading continues while the list takes no more calls
 * than requests for the single images, and wherever such a request can start an import from an upstream registry.
 *
 * @param otherCalls the number of calls that requests for the single images take.
 */
export function limitListing(
  registry: RegistryConnection,
  repositoryName: string,
  otherCalls: number,
  signal?: AbortSignal,
): ShouldContinue {
  let canImport: boolean | undefined;
  return async (calls) => {
    if (calls < Math.max(minCalls, otherCalls)) return true;
    canImport ??= (await findCacheRule(registry, repositoryName, signal)).kind !== 'none';
    return canImport;
  };
}
