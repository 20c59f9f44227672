import { formatCount } from '../../../shared/format/counts.ts';
import type { Plan, PlannedImage } from '../../../shared/models/plan.ts';
import { findRefusals, isBlocked } from '../../../shared/models/plan.ts';
import type { TagConflict } from './list-conflicts.ts';

/** Whether a replication can start. */
export type ReviewStatus =
  | { readonly kind: 'planning' }
  /** `reason`: a clause after “Cannot go ahead:”. */
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'conflicts'; readonly count: number; readonly left: LeftImages | undefined }
  /** `changes`: something that the destination has is changed, or the repository is created. */
  | { readonly kind: 'ready'; readonly changes: boolean; readonly left: LeftImages | undefined };

/** The images that are not copied, while the others are. */
interface LeftImages {
  readonly blocked: number;
  readonly all: number;
}

interface Circumstances {
  /** Undefined while it is being created. */
  readonly plan: Plan | undefined;
  /** What failed, as a clause: planning, the start, or restoring images. */
  readonly failure: string | undefined;
  /** The conflicts that the user has to resolve. */
  readonly unresolved: readonly TagConflict[];
  /** Failed permission checks. */
  readonly missing: number;
}

const replacesReferrer = ({ referrers }: PlannedImage): boolean =>
  referrers.some(({ tag }) => tag?.kind === 'move');

/** Whether a plan creates the repository, or changes what it has: a tag that moves, or a replaced signature. */
const changesDestination = ({ destination, images }: Plan): boolean =>
  destination.repository.kind === 'create' ||
  images.some(
    (image) =>
      !isBlocked(image) && (image.tags.some(({ kind }) => kind === 'move') || replacesReferrer(image)),
  );

/** Whether all blockers of an image are tag conflicts, which the user resolves in the table. */
export const hasOnlyConflicts = ({ blockers }: PlannedImage): boolean =>
  blockers.length > 0 && blockers.every(({ action }) => action === 'change-tags');

function findReason({ blockers, images }: Plan, missing: number): string | undefined {
  if (blockers.length > 0) return `${formatCount(blockers.length, 'blocker')} to resolve`;
  if (images.every(isBlocked) && !images.every(hasOnlyConflicts))
    return images.length === 1 ? 'the image cannot be copied' : 'no image can be copied';
  return missing > 0 ? `${formatCount(missing, 'permission check')} failed` : undefined;
}

/** Whether a replication can start, and what prevents it. */
export function getReviewStatus({ plan, failure, unresolved, missing }: Circumstances): ReviewStatus {
  if (failure !== undefined) return { kind: 'refused', reason: failure };
  if (!plan) return { kind: 'planning' };
  const reason = findReason(plan, findRefusals(plan).length > 0 ? 0 : missing);
  if (reason !== undefined) return { kind: 'refused', reason };
  const blocked = plan.images.filter(isBlocked).length;
  const left = blocked > 0 ? { blocked, all: plan.images.length } : undefined;
  if (unresolved.length > 0) return { kind: 'conflicts', count: unresolved.length, left };
  return { kind: 'ready', changes: changesDestination(plan), left };
}

const describeLeft = (left: LeftImages | undefined): string =>
  left ? `. ${left.blocked} of ${formatCount(left.all, 'image')} cannot be copied` : '';

/** The status as text without a final period. */
export function describeStatus(status: ReviewStatus): string {
  switch (status.kind) {
    case 'planning':
      return 'Planning… Nothing is changed until you confirm';
    case 'refused':
      return `Cannot go ahead: ${status.reason}`;
    case 'conflicts':
      return `${formatCount(status.count, 'conflict')} to resolve${describeLeft(status.left)}`;
    case 'ready':
      return `Ready${status.changes ? ' with changes at the destination' : ''}${describeLeft(status.left)}`;
  }
}
