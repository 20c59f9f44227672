import type { TableProps } from '@cloudscape-design/components/table';
import { useMemo } from 'react';
import type { ResourceColumn, SortKey } from './table-columns.ts';
import { useTableView } from './table-views.ts';

export type Sorting<Row> = Pick<TableProps<Row>, 'sortingColumn' | 'sortingDescending' | 'onSortingChange'>;

/** `v9` comes before `v10`. */
const collator = new Intl.Collator('en', { numeric: true });

/** Rows without a value come last in both directions. */
function compareKeys(a: SortKey, b: SortKey, descending: boolean): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  const order =
    typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b));
  return descending ? -order : order;
}

/**
 * Sorts the rows of a table by the column that the user chose, which is saved in the table's view. Without a chosen column
 * the rows keep their order.
 */
export function useSortedRows<Row>(
  name: string,
  rows: readonly Row[],
  columns: readonly ResourceColumn<Row>[],
): { readonly rows: readonly Row[]; readonly sorting: Sorting<Row> } {
  const [{ sortedBy }, onView] = useTableView(name);
  const sortKey = columns.find(({ id }) => id === sortedBy?.column)?.sortKey;
  const descending = sortedBy?.descending ?? false;
  const sorted = useMemo(
    () => (sortKey ? rows.toSorted((a, b) => compareKeys(sortKey(a), sortKey(b), descending)) : rows),
    [rows, sortKey, descending],
  );
  return {
    rows: sorted,
    sorting: {
      ...(sortedBy && sortKey && { sortingColumn: { sortingField: sortedBy.column } }),
      sortingDescending: descending,
      onSortingChange: ({ detail: { sortingColumn, isDescending = false } }) => {
        const { sortingField } = sortingColumn;
        if (sortingField !== undefined)
          onView({ sortedBy: { column: sortingField, descending: isDescending } });
      },
    },
  };
}
