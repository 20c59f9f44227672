import type { Plan, TagChange } from '../../../shared/models/plan.ts';

/** A tag that points to another image at the destination, or that cannot be set. */
export interface TagConflict {
  /** At the source. */
  readonly digest: string;
  /** The digest that the tag points to after the replication. */
  readonly destinationDigest: string;
  readonly change: Extract<
    TagChange,
    { kind: 'move' | 'immutable' | 'claimed-twice' | 'claimed-by-referrer' }
  >;
}

const order = { immutable: 0, 'claimed-twice': 1, 'claimed-by-referrer': 1, move: 2 } as const;

/** The tag conflicts of a plan; those that block it come first. */
export const listConflicts = ({ images }: Plan): readonly TagConflict[] =>
  images
    .flatMap(({ digest, destinationDigest, tags }) =>
      tags.flatMap((change) =>
        change.kind === 'create' || change.kind === 'unchanged'
          ? []
          : [{ digest, destinationDigest, change }],
      ),
    )
    .toSorted((a, b) => order[a.change.kind] - order[b.change.kind]);
