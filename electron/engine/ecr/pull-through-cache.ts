import { DescribePullThroughCacheRulesCommand } from '@aws-sdk/client-ecr';
import type { RegistryConnection } from '../aws/registry-connection.ts';
import { hasCode } from '../errors/engine-error.ts';

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
  let nextToken: string | undefined;
  try {
    do {
      const input = { registryId: registry.registryId, maxResults: 1000, nextToken };
      const page = await registry.call(
        'DescribePullThroughCacheRules',
        (ecr, options) => ecr.send(new DescribePullThroughCacheRulesCommand(input), options),
        { signal },
      );
      for (const { ecrRepositoryPrefix: prefix } of page.pullThroughCacheRules ?? []) {
        if (prefix === everyRepository || (prefix && repositoryName.startsWith(`${prefix}/`))) return true;
      }
      nextToken = page.nextToken;
    } while (nextToken !== undefined);
    return false;
  } catch (error) {
    if (hasCode(error, 'access-denied') || hasCode(error, 'operation-unsupported')) return undefined;
    throw error;
  }
}
