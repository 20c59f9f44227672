import type { HistorySort, HistorySortColumn, HistorySummary } from '../models/history.ts';

/** What entries are sorted by; undefined for an entry that cannot be read. */
export type HistorySortKey = string | number | undefined;

/** What a column sorts an entry by. */
export function readSortKey(entry: HistorySummary, column: HistorySortColumn): HistorySortKey {
  switch (column) {
    case 'source':
    case 'destination':
      return entry[column].repositoryName;
    case 'images':
      return entry.imageCount;
    case 'moved':
      return entry.bytes.transferred;
    case 'finishedAt':
    case 'result':
    case 'duration':
      return entry[column];
  }
}

/** `v9` comes before `v10`. */
const collator = new Intl.Collator('en', { numeric: true });

/** Rows in the order of their keys; rows with equal keys keep their order, and rows without a key come last. */
export function sortByKey<Row extends { readonly key: HistorySortKey }>(
  rows: readonly Row[],
  { descending }: HistorySort,
): readonly Row[] {
  const direction = descending ? -1 : 1;
  return rows.toSorted(({ key: a }, { key: b }) => {
    if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
    return (
      direction *
      (typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b)))
    );
  });
}
