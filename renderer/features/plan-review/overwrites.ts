import type { TagConflict } from './list-conflicts.ts';

/** The confirmed overwrites of tags, each by the tag, its image and the digest that it had when it was confirmed. */
export type Overwrites = ReadonlySet<string>;

export const noOverwrites: Overwrites = new Set();

type MoveConflict = TagConflict & { readonly change: { readonly kind: 'move' } };

const isMove = (conflict: TagConflict): conflict is MoveConflict => conflict.change.kind === 'move';

const keyOf = ({ digest, change }: MoveConflict): string => `${change.tag} ${digest} ${change.fromDigest}`;

/** Whether the user confirmed that a tag is overwritten. A tag that has moved since then is not confirmed. */
export const isOverwriteConfirmed = (overwrites: Overwrites, conflict: TagConflict): boolean =>
  isMove(conflict) && overwrites.has(keyOf(conflict));

/** Confirms that these tags are overwritten; tags that cannot be overwritten are ignored. */
export const withOverwrites = (overwrites: Overwrites, conflicts: readonly TagConflict[]): Overwrites =>
  new Set([...overwrites, ...conflicts.filter(isMove).map(keyOf)]);

/** Withdraws the confirmation of one tag. */
export const withoutOverwrite = (overwrites: Overwrites, conflict: TagConflict): Overwrites =>
  new Set([...overwrites].filter((key) => !isMove(conflict) || key !== keyOf(conflict)));

/** The conflicts that the user has to resolve. */
export const listUnresolved = (
  conflicts: readonly TagConflict[],
  overwrites: Overwrites,
): readonly TagConflict[] => conflicts.filter((conflict) => !isOverwriteConfirmed(overwrites, conflict));

/** The tags that can be overwritten and are not confirmed. They prevent the start: nothing is overwritten by default. */
export const listUnconfirmed = (
  conflicts: readonly TagConflict[],
  overwrites: Overwrites,
): readonly TagConflict[] => listUnresolved(conflicts, overwrites).filter(isMove);
