import { shortDigest } from '../../../shared/models/image.ts';
import type { Plan, TagChange } from '../../../shared/models/plan.ts';
import { attachedKind } from '../../../shared/models/referrer-tag.ts';
import { assertNever } from '../../../shared/models/result.ts';
import type { Picks } from '../../models/picks.ts';
import { destinationTags, removeTag } from '../../models/picks.ts';

type ConflictingChange = Extract<
  TagChange,
  { kind: 'move' | 'immutable' | 'claimed-twice' | 'claimed-by-referrer' }
>;

/** A tag that points to another image at the destination, or that cannot be set. */
export interface TagConflict {
  /** At the source. */
  readonly digest: string;
  readonly change: ConflictingChange;
}

/** The conflicting change of a tag; undefined for a tag that is created or stays unchanged. */
export const toConflict = (digest: string, change: TagChange | undefined): TagConflict | undefined =>
  change === undefined || change.kind === 'create' || change.kind === 'unchanged'
    ? undefined
    : { digest, change };

/**
 * The tag conflicts of a plan, in the order of its images. A tag that the user removed since the plan was created is
 * left out.
 */
export const listConflicts = ({ images }: Pick<Plan, 'images'>, picks: Picks): readonly TagConflict[] =>
  images.flatMap(({ digest, tags }) => {
    const pick = picks.get(digest);
    if (!pick) return [];
    const wanted = new Set(destinationTags(pick));
    return tags.flatMap((change) => (wanted.has(change.tag) ? (toConflict(digest, change) ?? []) : []));
  });

/** The conflicts to resolve by one action: of the images that claim the same tag, the first one keeps it. */
export function listResolvable(conflicts: readonly TagConflict[]): readonly TagConflict[] {
  const claimed = new Set<string>();
  return conflicts.filter(({ change }) => {
    if (change.kind !== 'claimed-twice' || claimed.has(change.tag)) return true;
    claimed.add(change.tag);
    return false;
  });
}

/** Leaves the tags of these conflicts as they are at the destination. */
export const skipTags = (picks: Picks, conflicts: readonly TagConflict[]): Picks =>
  conflicts.reduce((rest, { digest, change }) => removeTag(rest, digest, change.tag), picks);

/** What the conflict is, after the name of the tag. */
export function describeConflict(change: ConflictingChange): string {
  switch (change.kind) {
    case 'move':
      return `points to ${shortDigest(change.fromDigest)} at the destination`;
    case 'immutable':
      return `points to ${shortDigest(change.fromDigest)} at the destination and cannot be overwritten`;
    case 'claimed-twice':
      return `is also assigned to ${shortDigest(change.otherDigest)}`;
    case 'claimed-by-referrer':
      return `is also the tag of the ${attachedKind(change.tag)} ${shortDigest(change.otherDigest)}`;
    default:
      return assertNever(change);
  }
}
