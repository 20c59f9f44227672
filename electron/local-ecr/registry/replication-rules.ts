import { EcrError } from './ecr-error.ts';
import { limits } from './limits.ts';

export interface ReplicationDestination {
  readonly region: string;
  readonly registryId: string;
}

export interface ReplicationRule {
  readonly destinations: readonly ReplicationDestination[];
  /** Every repository when absent. */
  readonly repositoryFilters?: readonly { readonly filter: string; readonly filterType: 'PREFIX_MATCH' }[];
}

/** A destination as a key. */
export const destinationKey = ({ region, registryId }: ReplicationDestination): string =>
  `${registryId} ${region}`;

const uniqueDestinations = (rules: readonly ReplicationRule[]): readonly ReplicationDestination[] => [
  ...new Map(
    rules.flatMap(({ destinations }) => destinations).map((each) => [destinationKey(each), each]),
  ).values(),
];

/** The destinations of a repository, each once. */
export const listDestinations = (
  rules: readonly ReplicationRule[],
  repositoryName: string,
): readonly ReplicationDestination[] =>
  uniqueDestinations(
    rules.filter(
      ({ repositoryFilters }) =>
        repositoryFilters === undefined ||
        repositoryFilters.some(({ filter }) => repositoryName.startsWith(filter)),
    ),
  );

const invalid = (message: string): EcrError => new EcrError('ValidationException', message);

/**
 * Checks a replication configuration. The service quotas are stricter than the limits of the input.
 *
 * @throws EcrError ValidationException
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/replication.html
 */
export function requireValidRules(
  rules: readonly ReplicationRule[],
  own: ReplicationDestination,
  regions: ReadonlySet<string>,
): void {
  const destinations = uniqueDestinations(rules);
  if (rules.length > limits.replicationRules)
    throw invalid(`The replication configuration can have at most ${limits.replicationRules} rules.`);
  if (destinations.length > limits.replicationDestinations)
    throw invalid(
      `The replication configuration can have at most ${limits.replicationDestinations} unique destinations.`,
    );
  for (const destination of destinations) {
    if (!regions.has(destination.region)) throw invalid(`The Region '${destination.region}' is not valid.`);
    if (destinationKey(destination) === destinationKey(own))
      throw invalid('The source registry cannot be a replication destination of itself.');
  }
}
