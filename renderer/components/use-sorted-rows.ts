import type { TableProps } from '@cloudscape-design/components/table';
import { useMemo } from 'react';
import { compareKeys } from '../../shared/text/compare-keys.ts';
import type { ResourceColumn } from './table-columns.ts';
import { useTableView } from './table-views.ts';

export type Sorting<Row> = Pick<TableProps<Row>, 'sortingColumn' | 'sortingDescending' | 'onSortingChange'>;

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
