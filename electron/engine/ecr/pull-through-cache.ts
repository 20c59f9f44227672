import { DescribePullThroughCacheRulesCommand } from '@aws-sdk/client-ecr';
import type { RegistryConnection } from '../aws/clients/registry-connection.ts';
import { hasCode } from '../errors/engine-error.ts';
import { readPages } from './read-pages.ts';

/** The prefix of a rule that concerns every repository of the registry (ECR user guide, pull through cache). */
const everyRepository = 'ROOT';

/**
 * Whether a pull through cache rule concerns a repository: BatchGetImage makes ECR import from upstream then what the
 * repository does not have.
 *
 * @returns undefined when it is unknown, because DescribePullThroughCacheRules is denied or not known to the endpoint.
 */
export async function isPullThroughCache(
  registry: RegistryConnection,
  repositoryName: string,
  signal?: AbortSignal,
): Promise<boolean | undefined> {
  try {
    const pages = await readPages('DescribePullThroughCacheRules', (nextToken) => {
      const input = { registryId: registry.registryId, maxResults: 1000, nextToken };
      return registry.call(
        'DescribePullThroughCacheRules',
        (ecr, options) => ecr.send(new DescribePullThroughCacheRulesCommand(input), options),
        { signal },
      );
    });
    return pages
      .flatMap(({ pullThroughCacheRules = [] }) => pullThroughCacheRules)
      .some(
        ({ ecrRepositoryPrefix: prefix }) =>
          prefix === everyRepository || (prefix !== undefined && repositoryName.startsWith(`${prefix}/`)),
      );
  } catch (error) {
    if (hasCode(error, 'access-denied') || hasCode(error, 'operation-unsupported')) return undefined;
    throw error;
  }
}
