import type { BatchTotals, PlanSummary } from '../../../../shared/models/batch.ts';
import type { Plan } from '../../../../shared/models/plan.ts';
import { isBlocked, findRefusals } from '../../../../shared/models/plan.ts';
import type { ErrorData } from '../../../../shared/result.ts';

export function summarizePlan(plan: Plan): PlanSummary {
  const copied = plan.images.filter((image) => !isBlocked(image));
  const tags = copied.flatMap((image) => image.tags);
  const count = (kind: (typeof tags)[number]['kind']): number =>
    tags.filter((tag) => tag.kind === kind).length;
  const { total, alreadyAtDestination, toTransfer } = plan.bytes;
  return {
    planId: plan.id,
    images: copied.length,
    blocked: plan.images.flatMap(({ digest, sourceTags, blockers }) =>
      blockers[0] ? { digest, sourceTags, error: blockers[0] } : [],
    ),
    bytes: { total, alreadyAtDestination, toTransfer },
    creates: plan.destination.repository.kind === 'create',
    tags: { create: count('create'), move: count('move'), unchanged: count('unchanged') },
    warnings: plan.warnings,
    blockers: findRefusals(plan),
  };
}

/** Tells destination repositories apart, whatever profile reaches them. */
const destinationOf = ({ destination }: Plan): string =>
  JSON.stringify([destination.registryId, destination.region, destination.repository.name]);

/** Sums over all plans; a blob that several of them send into one repository moves once. */
export function totalsOf(plans: readonly Plan[]): BatchTotals {
  const counted = new Set<string>();
  let total = 0;
  let alreadyAtDestination = 0;
  for (const plan of plans) {
    const repository = destinationOf(plan);
    for (const { digest, size, present } of plan.blobs) {
      const key = `${repository} ${digest}`;
      if (counted.has(key)) continue;
      counted.add(key);
      total += size;
      if (present) alreadyAtDestination += size;
    }
  }
  return {
    images: plans.reduce((sum, { images }) => sum + images.filter((image) => !isBlocked(image)).length, 0),
    bytes: { total, alreadyAtDestination, toTransfer: total - alreadyAtDestination },
  };
}

/** How many are told one by one; the rest would only fill the window. */
const maxTold = 20;

/** Tags that two plans want to set on different images of one repository: no plan by itself can see that. */
export function collisionsOf(plans: readonly Plan[]): readonly ErrorData[] {
  const owners = new Map<string, { readonly digest: string; readonly from: string }>();
  const blockers: ErrorData[] = [];
  for (const plan of plans) {
    const { name } = plan.destination.repository;
    const from = plan.source.repositoryName;
    for (const image of plan.images) {
      if (isBlocked(image)) continue;
      const { destinationDigest: digest, tags } = image;
      for (const { tag } of tags) {
        const key = `${destinationOf(plan)} ${tag}`;
        const owner = owners.get(key);
        owners.set(key, owner ?? { digest, from });
        if (!owner || owner.digest === digest) continue;
        blockers.push({
          code: 'invalid-input',
          message: `Tag ${tag} of ${name} is wanted by ${owner.from} and by ${from}, for different images. Rename one of the repositories or its tags.`,
          side: 'destination',
          retryable: false,
          action: 'change-tags',
        });
      }
    }
  }
  const more = blockers.length - maxTold;
  const [first] = blockers;
  if (more <= 0 || !first) return blockers;
  return [
    ...blockers.slice(0, maxTold),
    { ...first, message: `${more} more tags are wanted twice in the same way.` },
  ];
}
