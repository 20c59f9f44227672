import { DescribePullThroughCacheRulesCommand } from '@aws-sdk/client-ecr';
import type { ErrorData } from '../../../shared/models/result.ts';
import type { RegistryConnection } from '../aws/clients/registry-connection.ts';
import { hasCode } from '../errors/engine-error.ts';
import { readPages } from './read-pages.ts';

/** The prefix of a rule that concerns every repository of the registry (ECR user guide, pull through cache). */
const everyRepository = 'ROOT';

/**
 * Whether a pull through cache rule concerns a repository: BatchGetImage makes ECR import from upstream then what the
 * repository does not have.
 */
export type CacheRule =
  | { readonly kind: 'some' }
  | { readonly kind: 'none' }
  /** DescribePullThroughCacheRules is denied or not known to the endpoint. */
  | { readonly kind: 'unknown'; readonly error: ErrorData };

/** Reads the registry's pull through cache rules, 1,000 a call, for the one that concerns a repository. */
export async function findCacheRule(
  registry: RegistryConnection,
  repositoryName: string,
  signal?: AbortSignal,
): Promise<CacheRule> {
  try {
    const pages = await readPages('DescribePullThroughCacheRules', (nextToken) => {
      const input = { registryId: registry.registryId, maxResults: 1000, nextToken };
      return registry.call(
        'DescribePullThroughCacheRules',
        (ecr, options) => ecr.send(new DescribePullThroughCacheRulesCommand(input), options),
        { signal },
      );
    });
    const isCache = pages
      .flatMap(({ pullThroughCacheRules = [] }) => pullThroughCacheRules)
      .some(
        ({ ecrRepositoryPrefix: prefix }) =>
          prefix === everyRepository || (prefix !== undefined && repositoryName.startsWith(`${prefix}/`)),
      );
    return { kind: isCache ? 'some' : 'none' };
  } catch (error) {
    if (hasCode(error, 'access-denied') || hasCode(error, 'operation-unsupported'))
      return { kind: 'unknown', error: error.data };
    throw error;
  }
}
