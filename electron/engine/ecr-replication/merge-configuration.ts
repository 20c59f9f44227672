import type {
  ConfigurationChange,
  ReplicationRule,
  RuleChange,
} from '../../../shared/models/ecr-replication.ts';
import { replicationLimits } from '../../../shared/models/ecr-replication.ts';
import type { RegistryReference } from '../../../shared/models/reference.ts';
import { chunk } from '../ecr/chunk.ts';
import { coversPrefix, hasDestination, registryKey } from './replication-rules.ts';

/** Removes prefixes that start with another one, and repetitions. */
const removeCovered = (prefixes: readonly string[]): readonly string[] => {
  const unique = [...new Set(prefixes)];
  return unique.filter((prefix) => !unique.some((other) => other !== prefix && prefix.startsWith(other)));
};

/** A rule that can be extended without an effect on other destinations. */
const isExtensible = (rule: ReplicationRule, destination: RegistryReference): boolean =>
  rule.destinations.length === 1 && rule.prefixes.length > 0 && hasDestination(rule, destination);

function extendRule(rule: ReplicationRule, added: readonly string[]): RuleChange {
  if (added.length === 0) return { kind: 'unchanged', rule };
  return {
    kind: 'extended',
    rule: { ...rule, prefixes: [...rule.prefixes, ...added] },
    addedPrefixes: added,
  };
}

/**
 * Adds prefixes for a destination to the replication rules of a registry. Existing rules keep all their destinations and
 * prefixes; a rule that has only this destination gets prefixes, as far as ECR's limit allows, and new rules get the others.
 */
export function mergeConfiguration(
  before: readonly ReplicationRule[],
  destination: RegistryReference,
  prefixes: readonly string[],
): ConfigurationChange {
  const rules = before.filter((rule) => hasDestination(rule, destination));
  let missing = removeCovered(prefixes).filter((prefix) => !rules.some((rule) => coversPrefix(rule, prefix)));
  const extended = before.map((rule) => {
    if (!isExtensible(rule, destination)) return extendRule(rule, []);
    const room = Math.max(0, replicationLimits.prefixesPerRule - rule.prefixes.length);
    const added = missing.slice(0, room);
    missing = missing.slice(room);
    return extendRule(rule, added);
  });
  const added = chunk(missing, replicationLimits.prefixesPerRule).map((some): RuleChange => ({
    kind: 'added',
    rule: { destinations: [destination], prefixes: some },
  }));
  const changes = [...extended, ...added];
  return { before, after: changes.map(({ rule }) => rule), changes };
}

/** Says why ECR rejects the rules, as one sentence; undefined when it accepts them. */
export function findLimitProblem(rules: readonly ReplicationRule[]): string | undefined {
  const destinations = new Set(rules.flatMap((rule) => rule.destinations).map(registryKey));
  if (rules.length > replicationLimits.rules)
    return `The registry would have ${rules.length} replication rules, and ECR allows ${replicationLimits.rules}: choose a prefix that matches all repositories, or remove a rule.`;
  if (destinations.size > replicationLimits.destinations)
    return `The registry would have ${destinations.size} replication destinations, and ECR allows ${replicationLimits.destinations}: remove a rule for another destination.`;
  return undefined;
}
