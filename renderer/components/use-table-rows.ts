import type { ResourceColumn } from './table-columns.ts';
import { useTablePages } from './table-views.ts';
import type { Sorting } from './use-sorted-rows.ts';
import { useSortedRows } from './use-sorted-rows.ts';

interface Options {
  /** The rows in the accessible names of the pages: `Images`. */
  readonly what: string;
  /** Until the user chooses another one. */
  readonly pageSize?: number;
}

type TableRows<Row> = Sorting<Row> & {
  readonly name: string;
  readonly columnDefinitions: readonly ResourceColumn<Row>[];
  /** The rows of the page. */
  readonly items: readonly Row[];
  readonly count: number;
  readonly pages: ReturnType<typeof useTablePages<Row>> & Pick<Options, 'what'>;
};

/**
 * The properties of a table whose rows are all known: sorted by the column that the user chose, and split into pages.
 *
 * @param name under which the user's view of the table is saved.
 */
export function useTableRows<Row>(
  name: string,
  rows: readonly Row[],
  columns: readonly ResourceColumn<Row>[],
  { what, pageSize }: Options,
): TableRows<Row> {
  const { rows: sorted, sorting } = useSortedRows(name, rows, columns);
  const pages = useTablePages(name, sorted, pageSize);
  return {
    ...sorting,
    name,
    columnDefinitions: columns,
    items: pages.items,
    count: rows.length,
    pages: { ...pages, what },
  };
}
