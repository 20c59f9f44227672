import type { ReplicationConfiguration } from '@aws-sdk/client-ecr';
import type { ReplicationRule } from '../../../shared/models/ecr-replication.ts';
import type { RegistryReference } from '../../../shared/models/reference.ts';
import type { RegistryIdentity } from '../../../shared/models/registry.ts';
import { EngineError } from '../errors/engine-error.ts';

/** A registry as a key. */
export const registryKey = ({ accountId, region }: RegistryReference): string => `${accountId} ${region}`;

/** The registry of an identity. */
export const toReference = ({ registryId: accountId, region }: RegistryIdentity): RegistryReference => ({
  accountId,
  region,
});

/** Whether the rule sends images to this registry. */
export const hasDestination = ({ destinations }: ReplicationRule, destination: RegistryReference): boolean =>
  destinations.some((each) => registryKey(each) === registryKey(destination));

/** Whether the rule applies to every repository whose name starts with this prefix, and so to the one of this name. */
export const coversPrefix = ({ prefixes }: ReplicationRule, prefix: string): boolean =>
  prefixes.length === 0 || prefixes.some((covered) => prefix.startsWith(covered));

/**
 * Converts the rules of DescribeRegistry.
 *
 * @throws EngineError `operation-unsupported` for a filter of another type than a prefix, which writing the rules would lose.
 */
export function toRules(configuration: ReplicationConfiguration | undefined): readonly ReplicationRule[] {
  const rules = configuration?.rules ?? [];
  const types = rules.flatMap(({ repositoryFilters = [] }) =>
    repositoryFilters.map((each) => each.filterType),
  );
  const unknownType = types.find((type) => type !== 'PREFIX_MATCH');
  if (unknownType !== undefined)
    throw new EngineError({
      code: 'operation-unsupported',
      message: `The replication rules of the registry have filters of type ${String(unknownType)}, which this version cannot read. Change the rules in the ECR console.`,
      retryable: false,
    });
  return rules.map(({ destinations = [], repositoryFilters = [] }) => ({
    destinations: destinations.map(({ registryId = '', region = '' }) => ({ accountId: registryId, region })),
    prefixes: repositoryFilters.map(({ filter = '' }) => filter),
  }));
}

/** Converts rules for PutReplicationConfiguration. */
export const fromRules = (rules: readonly ReplicationRule[]): ReplicationConfiguration => ({
  rules: rules.map(({ destinations, prefixes }) => ({
    destinations: destinations.map(({ accountId, region }) => ({ registryId: accountId, region })),
    // ECR rejects an empty list.
    ...(prefixes.length > 0 && {
      repositoryFilters: prefixes.map((filter) => ({ filter, filterType: 'PREFIX_MATCH' as const })),
    }),
  })),
});
