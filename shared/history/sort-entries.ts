import type { HistorySort, HistorySortColumn, HistorySummary } from '../models/history.ts';
import { compareKeys } from '../text/compare-keys.ts';

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

/** Rows in the order of their keys; rows with equal keys keep their order, and rows without a key come last. */
export function sortByKey<Row extends { readonly key: HistorySortKey }>(
  rows: readonly Row[],
  { descending }: HistorySort,
): readonly Row[] {
  return rows.toSorted((a, b) => compareKeys(a.key, b.key, descending));
}
