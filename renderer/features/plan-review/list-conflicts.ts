import type { Plan, TagChange } from '../../../shared/models/plan.ts';

/** A tag that cannot simply be set at the destination: it points elsewhere, or may not be set. */
export interface TagConflict {
  /** At the source. */
  readonly digest: string;
  /** What the tag is to point to. */
  readonly destinationDigest: string;
  readonly change: Extract<
    TagChange,
    { kind: 'move' | 'immutable' | 'claimed-twice' | 'claimed-by-referrer' }
  >;
}

const order = { immutable: 0, 'claimed-twice': 1, 'claimed-by-referrer': 1, move: 2 } as const;

/** The tags to decide about; those that stop the plan first. */
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
