import type { HistorySort } from '../../../shared/models/history.ts';
import { historySortColumns } from '../../../shared/models/history.ts';
import type { TableView } from '../../../shared/models/table-view.ts';
import { useTableView } from '../../components/table-views.ts';
import { usePersisted } from '../../components/use-persisted.ts';
import type { HistoryFilter } from './filter.ts';
import { noFilter, savedFilter, toSavedFilter } from './filter.ts';

/** The filter, order and page of the history. */
export interface HistoryView {
  readonly filter: HistoryFilter;
  readonly sort: HistorySort;
  /** From 1. */
  readonly page: number;
}

/** The first page of all entries. */
export const firstView = { filter: noFilter, page: 1 } as const;

/** The order of a saved view; the latest first for a column that does not exist. */
export const savedSort = ({ sortedBy }: Pick<TableView, 'sortedBy'>): HistorySort => ({
  column: historySortColumns.find((column) => column === sortedBy?.column) ?? 'finishedAt',
  descending: sortedBy?.descending ?? true,
});

/** The order to request: none for the latest first, in which entries are read without sorting. */
export const requestedSort = (sort: HistorySort): HistorySort | undefined =>
  sort.column === 'finishedAt' && sort.descending ? undefined : sort;

/** The view of the history with this page. Its filter and order are saved. */
export function useHistoryView(page: number, setPage: (page: number) => void) {
  const [saved, onView] = useTableView('history');
  const [filter, setFilter] = usePersisted(savedFilter(saved), (next) => onView(toSavedFilter(next)));
  const sort = savedSort(saved);
  const setView = (next: HistoryView): void => {
    if (next.filter !== filter) setFilter(next.filter);
    if (next.sort.column !== sort.column || next.sort.descending !== sort.descending)
      onView({ sortedBy: next.sort });
    setPage(next.page);
  };
  return [{ filter, sort, page }, setView] as const;
}
