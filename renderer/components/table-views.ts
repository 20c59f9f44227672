import { createContext, useCallback, useContext } from 'react';
import type { SavedImageFilter } from '../../shared/models/image-filter.ts';
import type { TableView } from '../../shared/models/table-view.ts';
import { usePages } from './use-pages.ts';

/** The saved views of all tables, by the name of the table. */
export interface TableViews {
  readonly read: (name: string) => TableView;
  /** Changes the given properties of a view; a property that is undefined gets the default again. */
  readonly change: (name: string, change: TableView) => void;
  readonly imageFilters: readonly SavedImageFilter[];
  readonly saveImageFilters: (filters: readonly SavedImageFilter[]) => void;
}

export const TableViewsContext = createContext<TableViews>({
  read: () => ({}),
  change: () => undefined,
  imageFilters: [],
  saveImageFilters: () => undefined,
});

/** The saved view of a table, and the function that changes it. */
export function useTableView(name: string): readonly [TableView, (change: TableView) => void] {
  const { read, change } = useContext(TableViewsContext);
  return [read(name), useCallback((next: TableView) => change(name, next), [change, name])];
}

/** Splits a list into pages of the size that the user chose for the table. */
export function useTablePages<Row>(name: string, rows: readonly Row[], defaultPageSize = 25) {
  const [{ pageSize = defaultPageSize }] = useTableView(name);
  return { ...usePages(rows, pageSize), pageSize };
}
