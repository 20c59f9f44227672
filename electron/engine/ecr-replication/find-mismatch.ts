import type { Batch } from '../../../shared/models/batch.ts';
import type { Plan } from '../../../shared/models/plan.ts';
import { isBlocked } from '../../../shared/models/plan.ts';
import { findPartition } from '../../../shared/models/reference.ts';

const isSet = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && new Set([...a, ...b]).size === new Set(a).size;

const sidesOf = ({ source, destination }: Plan): string =>
  JSON.stringify([
    source.profile,
    source.registryId,
    source.region,
    destination.profile,
    destination.registryId,
    destination.region,
  ]);

/** Why ECR cannot replicate between these registries. */
function findRegistryMismatch({ source, destination }: Plan): string | undefined {
  if (source.registryId === destination.registryId && source.region === destination.region)
    return 'Source and destination are one registry, and ECR replicates to another region or account only.';
  if (findPartition(source.region) !== findPartition(destination.region))
    return `ECR does not replicate from ${source.region} to ${destination.region}, because they are in different AWS partitions.`;
  for (const { profile, accountId, registryId } of [source, destination])
    if (accountId !== registryId)
      return `Replication is set up by the accounts of the two registries, and profile ${profile} is not of account ${registryId}.`;
  return undefined;
}

/** Why ECR cannot replicate this plan, from the plan alone. */
function findPlanMismatch({ request, destination, images, blockers, warnings }: Plan): string | undefined {
  const { repositoryName } = request.source;
  const { platforms, referrers } = request.options;
  if (repositoryName !== destination.repository.name)
    return `ECR keeps the names of repositories, and ${repositoryName} is copied to ${destination.repository.name}.`;
  if (platforms !== undefined) return 'ECR replicates all platforms of an image, and only some are chosen.';
  if (!referrers) return 'ECR replicates signatures too, and this replication leaves them out.';
  if (blockers.length > 0 || images.some(isBlocked))
    return `Some images of ${repositoryName} cannot be copied: resolve the blockers of the plan first.`;
  if (images.some(({ leftOut }) => leftOut.length > 0))
    return `ECR replicates whole indexes, and an image of ${repositoryName} is copied without some of its manifests.`;
  if (warnings.some(({ kind }) => kind === 'signatures-kept'))
    return `ECR replaces signatures at the destination, and those in ${repositoryName} are to be kept.`;
  const renamed = request.images.find(
    ({ sourceTags, destinationTags }) => !isSet(sourceTags, destinationTags),
  );
  if (renamed)
    return `ECR keeps the tags of images, and ${renamed.sourceTags[0] ?? 'an untagged image'} of ${repositoryName} gets other tags.`;
  return undefined;
}

/**
 * Says why ECR's own replication does not give the result of the plans, as one sentence; undefined when it does. Pure.
 */
export function findMismatch(plans: readonly Plan[]): string | undefined {
  const [first] = plans;
  if (!first) return 'No repository is planned.';
  if (new Set(plans.map(sidesOf)).size > 1)
    return 'The repositories have different registries, and ECR replication is set up for one source and one destination.';
  const registries = findRegistryMismatch(first);
  if (registries !== undefined) return registries;
  for (const plan of plans) {
    const mismatch = findPlanMismatch(plan);
    if (mismatch !== undefined) return mismatch;
  }
  return undefined;
}

/**
 * Says that the plans of one repository are not the whole repository, as one sentence; undefined when they are.
 *
 * @param tags of the repository that are not chosen.
 */
export function describeLeftOutTags(
  repositoryName: string,
  [tag, other]: readonly string[],
): string | undefined {
  if (tag === undefined) return undefined;
  return `ECR replicates whole repositories, and tag ${tag}${other === undefined ? '' : ' and others'} of ${repositoryName} ${other === undefined ? 'is' : 'are'} not chosen.`;
}

/** Says why not every repository of a batch has plans, as one sentence; undefined when all have, or nothing to copy. */
export function findUnplanned({ state, rows }: Pick<Batch, 'state' | 'rows'>): string | undefined {
  if (state.kind === 'working') return 'The repositories are still being planned.';
  const unplanned = rows.find((row) => row.state.kind !== 'planned' && row.state.kind !== 'nothing-picked');
  return unplanned && `Repository ${unplanned.sourceRepository} is not planned: plan it again, or remove it.`;
}
