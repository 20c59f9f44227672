import { tagSchema } from '../../../shared/models/image.ts';
import type { Picks } from '../../models/picks.ts';
import { addTags, destinationTags } from '../../models/picks.ts';
import type { TagConflict } from './list-conflicts.ts';
import { skipTags } from './list-conflicts.ts';

/** The new name of a tag with a conflict. */
export interface SuffixedTag {
  readonly conflict: TagConflict;
  readonly tag: string;
  /** Why the new name cannot be used. */
  readonly problem?: string | undefined;
}

/**
 * The new names of tags with conflicts, each with the reason why it cannot be used: not a valid tag, assigned to an image of
 * this replication, or taken at the destination.
 *
 * @param taken the tags that the destination has, as far as they are known.
 */
export function suffixTags(
  conflicts: readonly TagConflict[],
  suffix: string,
  picks: Picks,
  taken: ReadonlySet<string>,
): readonly SuffixedTag[] {
  const assigned = new Set([...picks.values()].flatMap(destinationTags));
  const used = new Set<string>();
  return conflicts.map((conflict) => {
    const tag = `${conflict.change.tag}${suffix}`;
    const isUsed = used.has(tag);
    used.add(tag);
    const checked = tagSchema.safeParse(tag);
    const problem = !checked.success
      ? (checked.error.issues[0]?.message ?? 'Not a valid tag.')
      : assigned.has(tag) || isUsed
        ? 'Assigned to another image of this replication.'
        : taken.has(tag)
          ? 'Exists at the destination.'
          : undefined;
    return { conflict, tag, problem };
  });
}

/** Replaces the tags with conflicts by their new names. */
export const renameTags = (picks: Picks, renamed: readonly SuffixedTag[]): Picks =>
  renamed.reduce(
    (rest, { conflict, tag }) => addTags(skipTags(rest, [conflict]), conflict.digest, [tag]),
    picks,
  );
