import { DescribeRegistryCommand, ECRServiceException, type ReplicationRule } from '@aws-sdk/client-ecr';
import type { TargetRegistry } from './target-registry.ts';

/** The destinations to which a registry's own replication copies the repositories of a run, where the run cannot delete them. */
export type ReplicatedElsewhere =
  | { readonly kind: 'nowhere' }
  | { readonly kind: 'to'; readonly destinations: readonly string[] }
  /** The replication configuration of the registry could not be read. */
  | { readonly kind: 'unknown'; readonly reason: string };

/** Reads the replication rules of a registry. */
export async function replicatedElsewhere(registry: TargetRegistry): Promise<ReplicatedElsewhere> {
  try {
    const { replicationConfiguration } = await registry.client.send(new DescribeRegistryCommand({}));
    const { prefix } = registry.repositories;
    const destinations = listDestinations(replicationConfiguration?.rules ?? [], `${prefix}/any`);
    return destinations.length === 0 ? { kind: 'nowhere' } : { kind: 'to', destinations };
  } catch (error) {
    if (error instanceof ECRServiceException) return { kind: 'unknown', reason: error.message };
    throw error;
  }
}

/** Region and account of each destination of the rules that apply to a repository: rules without filters, and by prefix. */
export function listDestinations(
  rules: readonly ReplicationRule[],
  repositoryName: string,
): readonly string[] {
  const applying = rules.filter(
    ({ repositoryFilters = [] }) =>
      repositoryFilters.length === 0 ||
      repositoryFilters.some(({ filter = '' }) => repositoryName.startsWith(filter)),
  );
  return applying.flatMap(({ destinations = [] }) =>
    destinations.map(({ region, registryId }) => `${registryId} in ${region}`),
  );
}
