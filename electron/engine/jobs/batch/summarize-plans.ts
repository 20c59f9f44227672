import type { BatchTotals, PlanSummary } from '../../../../shared/models/batch.ts';
import type { Plan } from '../../../../shared/models/plan.ts';
import { findRefusals, isBlocked } from '../../../../shared/models/plan.ts';
import { countPutImageCalls } from '../../../../shared/models/plan-estimate.ts';
import type { ErrorData } from '../../../../shared/models/result.ts';

/** Summarizes a plan in the figures of a batch row. */
export function summarizePlan(plan: Plan): PlanSummary {
  const copied = plan.images.filter((image) => !isBlocked(image));
  const tags = copied.flatMap((image) => image.tags);
  const countTags = (kind: (typeof tags)[number]['kind']): number =>
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
    tags: { create: countTags('create'), move: countTags('move'), unchanged: countTags('unchanged') },
    putImageCalls: countPutImageCalls(copied),
    warnings: plan.warnings,
    blockers: findRefusals(plan),
  };
}

/** A key that is the same for plans with the same destination repository, whatever their profiles. */
const destinationKey = ({ destination }: Plan): string =>
  JSON.stringify([destination.registryId, destination.region, destination.repository.name]);

/** Sums images and bytes over all plans; a blob that several plans copy into one repository counts once. */
export function sumPlans(plans: readonly Plan[]): BatchTotals {
  const counted = new Set<string>();
  let total = 0;
  let alreadyAtDestination = 0;
  for (const plan of plans) {
    const repository = destinationKey(plan);
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

/** Conflicts that are listed one by one; the others are counted. */
const maxListedConflicts = 20;

/** Finds tags that two plans set to different images of one repository, which no single plan can detect. */
export function findTagConflicts(plans: readonly Plan[]): readonly ErrorData[] {
  const owners = new Map<string, { readonly digest: string; readonly from: string }>();
  const conflicts: ErrorData[] = [];
  for (const plan of plans) {
    const { name } = plan.destination.repository;
    const from = plan.source.repositoryName;
    for (const image of plan.images) {
      if (isBlocked(image)) continue;
      const { destinationDigest: digest, tags } = image;
      for (const { tag } of tags) {
        const key = `${destinationKey(plan)} ${tag}`;
        const owner = owners.get(key);
        owners.set(key, owner ?? { digest, from });
        if (!owner || owner.digest === digest) continue;
        conflicts.push({
          code: 'invalid-input',
          message: `Tag ${tag} of ${name} is requested for different images of ${owner.from} and ${from}. Rename one of the repositories or its tags.`,
          side: 'destination',
          retryable: false,
          action: 'change-tags',
        });
      }
    }
  }
  const unlisted = conflicts.length - maxListedConflicts;
  const [first] = conflicts;
  if (unlisted <= 0 || !first) return conflicts;
  return [
    ...conflicts.slice(0, maxListedConflicts),
    { ...first, message: `${unlisted} more tags are requested for different images.` },
  ];
}
