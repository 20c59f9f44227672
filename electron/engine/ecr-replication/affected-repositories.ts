import type {
  BackfillNeed,
  MatchedRepositories,
  ReplicationRule,
} from '../../../shared/models/ecr-replication.ts';
import type { Readable } from '../../../shared/models/image-details.ts';
import type { Plan } from '../../../shared/models/plan.ts';
import type { RegistryReference } from '../../../shared/models/reference.ts';
import { coversPrefix, hasDestination } from './replication-rules.ts';

/** Repository names that a proposal lists. */
const maxNames = 200;

/**
 * Finds the repositories that the prefixes match besides the chosen ones.
 *
 * @param names of all repositories of the source.
 */
export function findAlsoMatched(
  names: Readable<readonly string[]>,
  repositories: readonly string[],
  prefixes: readonly string[],
): Readable<MatchedRepositories> {
  if (names.kind === 'unreadable') return names;
  const chosen = new Set(repositories);
  const others = names.value.filter(
    (name) => !chosen.has(name) && prefixes.some((prefix) => name.startsWith(prefix)),
  );
  return { kind: 'read', value: { count: others.length, names: others.slice(0, maxNames) } };
}

/**
 * Counts the images that a backfill is needed for, and the repositories that it covers.
 *
 * @param rules the merged ones.
 * @param names of all repositories of the source.
 */
export function countBackfill(
  plans: readonly Plan[],
  rules: readonly ReplicationRule[],
  destination: RegistryReference,
  names: Readable<readonly string[]>,
): BackfillNeed {
  const images = plans
    .flatMap((plan) => plan.images)
    .filter(
      ({ manifests, tags }) =>
        manifests.some(({ present }) => !present) || tags.some(({ kind }) => kind !== 'unchanged'),
    ).length;
  if (images === 0) return { kind: 'not-needed' };
  const covering = rules.filter((rule) => hasDestination(rule, destination));
  return {
    kind: 'needed',
    images,
    coveredRepositories:
      names.kind === 'read'
        ? names.value.filter((name) => covering.some((rule) => coversPrefix(rule, name))).length
        : undefined,
  };
}
