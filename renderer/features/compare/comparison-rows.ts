import type { Comparison, ComparisonKind, TagComparison } from '../../../shared/models/comparison.ts';

/** One tag of one pair of repositories. */
export interface ComparisonRow {
  readonly key: string;
  readonly source: string;
  readonly destination: string;
  readonly tag: TagComparison;
}

export type ShownKind = ComparisonKind | 'all';

/** The sort order of kinds: differences first. */
const ranks = { different: 0, 'only-at-source': 1, 'only-at-destination': 2, same: 3 } as const;

/** All tags compared so far, ordered by kind and then by pair. */
export const comparisonRows = ({ pairs }: Comparison): readonly ComparisonRow[] =>
  pairs
    .flatMap(({ source, destination, state }, index) =>
      state.kind === 'compared'
        ? state.tags.map((tag) => ({ key: `${index} ${tag.tag}`, source, destination, tag }))
        : [],
    )
    .toSorted((a, b) => ranks[a.tag.kind] - ranks[b.tag.kind]);

const kinds = ['same', 'different', 'only-at-source', 'only-at-destination'] as const;

/** The number of tags of each kind, and in total. */
export function countKinds({ pairs }: Comparison): Readonly<Record<ShownKind, number>> {
  const counts = { all: 0, same: 0, different: 0, 'only-at-source': 0, 'only-at-destination': 0 };
  for (const { state } of pairs) {
    if (state.kind !== 'compared') continue;
    for (const kind of kinds) {
      counts[kind] += state.counts[kind];
      counts.all += state.counts[kind];
    }
  }
  return counts;
}

const listDigests = (tag: TagComparison): readonly string[] => [
  ...(tag.kind === 'only-at-destination' ? [] : [tag.source.digest]),
  ...(tag.kind === 'only-at-source' ? [] : [tag.destination.digest]),
];

/** The rows of one kind whose tag, digest or repository contains the text. */
export function filterComparison(
  rows: readonly ComparisonRow[],
  kind: ShownKind,
  filter: string,
): readonly ComparisonRow[] {
  const text = filter.trim().toLowerCase();
  return rows.filter(
    ({ tag, source, destination }) =>
      (kind === 'all' || tag.kind === kind) &&
      (text === '' ||
        [tag.tag.toLowerCase(), source, destination, ...listDigests(tag)].some((each) =>
          each.includes(text),
        )),
  );
}
