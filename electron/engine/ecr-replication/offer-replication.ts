import pLimit from 'p-limit';
import type { ReplicationProposal } from '../../../shared/models/ecr-replication.ts';
import type { Plan } from '../../../shared/models/plan.ts';
import type { RegistryIdentity } from '../../../shared/models/registry.ts';
import type { RegistryConnection } from '../aws/clients/registry-connection.ts';
import { countBackfill, findAlsoMatched } from './affected-repositories.ts';
import { describeLeftOutTags, findMismatch } from './find-mismatch.ts';
import { findLimitProblem, mergeConfiguration } from './merge-configuration.ts';
import { maxRegistryPolicy, mergeRegistryPolicy } from './merge-registry-policy.ts';
import { planCreationTemplates } from './plan-creation-templates.ts';
import { readIfAllowed } from './read-registry.ts';
import type { OpenRegistry, RegistryReader } from './registry-reader.ts';
import { toReference } from './replication-rules.ts';
import { listSetupPermissions } from './setup-permissions.ts';

/** Repositories whose images are listed at once. */
const maxParallelLists = 5;

/** What is not offered, and why; or everything of the proposal but its ID. */
export type OfferedReplication =
  | { readonly kind: 'not-offered'; readonly reason: string }
  | { readonly kind: 'offered'; readonly proposal: Omit<ReplicationProposal, 'id'> };

const notOffered = (reason: string): OfferedReplication => ({ kind: 'not-offered', reason });

/** Finds a repository of which not all images are chosen. */
async function findIncomplete(
  registry: OpenRegistry,
  reader: RegistryReader,
  byRepository: ReadonlyMap<string, readonly Plan[]>,
): Promise<string | undefined> {
  const limit = pLimit(maxParallelLists);
  const mismatches = await Promise.all(
    [...byRepository].map(([name, plans]) =>
      limit(async () => {
        const images = plans.flatMap(({ request }) => request.images);
        const chosen = new Set(images.flatMap(({ sourceTags }) => sourceTags));
        const others = await readIfAllowed(reader.findOtherTags(registry, name, chosen));
        return others.kind === 'read'
          ? describeLeftOutTags(name, others.value)
          : `ECR replicates whole repositories, and it is unknown whether all images of ${name} are chosen. ${others.error.message}`;
      }),
    ),
  );
  return mismatches.find((mismatch) => mismatch !== undefined);
}

/**
 * Finds out whether ECR's own replication gives the result of these plans, and what its setup changes. Changes nothing at
 * AWS.
 *
 * @param prefixes instead of the names of the repositories.
 * @throws EngineError with its side, when a registry cannot be read.
 */
export async function offerReplication(
  plans: readonly Plan[],
  prefixes: readonly string[] | undefined,
  connect: (identity: RegistryIdentity, side: 'source' | 'destination') => Promise<RegistryConnection>,
  reader: RegistryReader,
): Promise<OfferedReplication> {
  const mismatch = findMismatch(plans);
  const [first] = plans;
  if (mismatch !== undefined || !first) return notOffered(mismatch ?? 'No repository is planned.');
  const byRepository = Map.groupBy(plans, ({ request }) => request.source.repositoryName);
  const repositories = [...byRepository.keys()];
  const chosen = prefixes ?? repositories;
  const unmatched = repositories.find((name) => !chosen.some((prefix) => name.startsWith(prefix)));
  if (unmatched !== undefined) return notOffered(`None of the prefixes matches repository ${unmatched}.`);

  const [atSource, atDestination] = await Promise.all([
    connect(first.source, 'source').then((connection) => ({ identity: first.source, connection })),
    connect(first.destination, 'destination').then((connection) => ({
      identity: first.destination,
      connection,
    })),
  ]);
  const incomplete = await findIncomplete(atSource, reader, byRepository);
  if (incomplete !== undefined) return notOffered(incomplete);
  const [source, destination] = [toReference(first.source), toReference(first.destination)];
  const isOtherAccount = source.accountId !== destination.accountId;
  const isCreated = plans.some((plan) => plan.destination.repository.kind === 'create');
  const [rules, names, policy, templates] = await Promise.all([
    readIfAllowed(reader.rules(atSource)),
    readIfAllowed(reader.repositoryNames(atSource)),
    isOtherAccount ? readIfAllowed(reader.policy(atDestination)) : ({ kind: 'read', value: null } as const),
    isCreated
      ? readIfAllowed(reader.creationTemplates(atDestination))
      : ({ kind: 'read', value: [] } as const),
  ]);
  if (rules.kind === 'unreadable')
    return notOffered(`The existing replication rules cannot be read. ${rules.error.message}`);

  const configuration = mergeConfiguration(rules.value, destination, chosen);
  const limitProblem = findLimitProblem(configuration.after);
  if (limitProblem !== undefined) return notOffered(limitProblem);
  const registryPolicy = mergeRegistryPolicy(policy, source, destination, chosen, repositories);
  if (registryPolicy.kind === 'denied') return notOffered(registryPolicy.reason);
  if ('after' in registryPolicy && registryPolicy.after.length > maxRegistryPolicy)
    return notOffered(
      'The registry policy of the destination would be longer than ECR allows: choose a prefix that matches all repositories.',
    );
  const creationTemplates = planCreationTemplates(plans, templates);
  return {
    kind: 'offered',
    proposal: {
      source: first.source,
      destination: first.destination,
      repositories,
      prefixes: chosen,
      configuration,
      alsoMatched: findAlsoMatched(names, repositories, chosen),
      registryPolicy,
      creationTemplates,
      backfill: countBackfill(plans, configuration.after, destination, names),
      permissions: listSetupPermissions(first.source, first.destination, creationTemplates),
    },
  };
}
