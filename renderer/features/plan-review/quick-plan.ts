import { formatBytes } from '../../../shared/format/bytes.ts';
import { formatCount } from '../../../shared/format/counts.ts';
import type { Plan } from '../../../shared/models/plan.ts';
import { isBlocked } from '../../../shared/models/plan.ts';
import { copiedImages, countTagWrites } from './plan-numbers.ts';

/** Images that are planned before the review is opened; a plan of more makes too many calls for each click. */
export const maxQuickImages = 20;

/** Tags that are named; the others are counted. */
const namedTags = 3;

/**
 * Why a plan must be reviewed before it starts; undefined when it only adds tags and images to an existing repository.
 *
 * @param isProtected whether the destination account must be confirmed.
 */
export function findReviewReason(plan: Plan, isProtected: boolean): string | undefined {
  const { blockers, images, warnings, destination, bytes } = plan;
  if (blockers.length > 0) return `Review ${formatCount(blockers.length, 'blocker')}.`;
  const blocked = images.filter(isBlocked).length;
  if (blocked > 0) return `Review: ${blocked} of ${formatCount(images.length, 'image')} cannot be copied.`;
  const tags = images.flatMap(({ tags: own, referrers }) => [
    ...own,
    ...referrers.flatMap(({ tag }) => tag ?? []),
  ]);
  const conflicts = tags.filter(({ kind }) => kind !== 'create' && kind !== 'unchanged').length;
  if (conflicts > 0)
    return `Review: ${formatCount(conflicts, 'tag')} already ${conflicts === 1 ? 'points' : 'point'} to another image.`;
  if (destination.repository.kind === 'create')
    return `Review: repository ${destination.repository.name} will be created.`;
  if (isProtected) return 'Review: the destination account is protected.';
  if (warnings.length > 0) return `Review ${formatCount(warnings.length, 'warning')}.`;
  if (countTagWrites(plan) === 0 && bytes.toTransfer === 0) return 'Already at the destination.';
  return undefined;
}

/** `Creates tags 1.5.0, latest and 2 more; 30 MB to transfer.` */
export function describeQuickPlan(plan: Plan): string {
  const images = copiedImages(plan);
  const created = images.flatMap(({ tags }) =>
    tags.flatMap(({ kind, tag }) => (kind === 'create' ? tag : [])),
  );
  const more = created.length - namedTags;
  const names = `${created.slice(0, namedTags).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
  const attached = images.reduce((sum, { referrers }) => sum + referrers.length, 0);
  const parts = [
    ...(created.length > 0 ? [`Creates ${created.length === 1 ? 'tag' : 'tags'} ${names}`] : []),
    ...(attached > 0 ? [`copies ${formatCount(attached, 'attached artifact')}`] : []),
    `${formatBytes(plan.bytes.toTransfer)} to transfer`,
  ];
  const text = parts.join('; ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
