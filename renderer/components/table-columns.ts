import type { TableProps } from '@cloudscape-design/components/table';
import type { ReactNode } from 'react';
import type { TableView } from '../../shared/models/table-view.ts';
import type { SortKey } from '../../shared/text/compare-keys.ts';

interface ColumnBasis<Row> extends Omit<
  TableProps.ColumnDefinition<Row>,
  'id' | 'header' | 'width' | 'minWidth' | 'maxWidth'
> {
  readonly id: string;
  /** Pixels, until the user resizes the column; without it, the column gets a share of the remaining width. */
  readonly width?: number;
  /** Pixels; for a column without a width. */
  readonly minWidth?: number;
  /** The share of the remaining width for a column without a width; 1 by default. */
  readonly weight?: number;
  /** Makes the column sortable by `useSortedRows`. */
  readonly sortKey?: (row: Row) => SortKey;
  /** Whether the column is shown only after the user chose it. */
  readonly isHidden?: boolean;
}

/** A column of a table; `label` is its name in the preferences when the header is not a text. */
export type ResourceColumn<Row> = ColumnBasis<Row> &
  (
    | { readonly header: string; readonly label?: string }
    | { readonly header: ReactNode; readonly label: string }
  );

type AnyColumn = Pick<
  ResourceColumn<never>,
  'id' | 'width' | 'minWidth' | 'weight' | 'isHidden' | 'isRowHeader'
>;
export type ColumnDisplay = NonNullable<TableView['columns']>;

const defaultMinWidth = 120;

/**
 * All columns in their order. Saved columns that the table does not have are ignored; columns that are not saved come
 * after their predecessor in the definitions. The row header is always visible, because it names the row.
 */
export function displayColumns(columns: readonly AnyColumn[], saved: TableView['columns']): ColumnDisplay {
  const visibleById = new Map(saved?.map(({ id, visible }) => [id, visible]));
  const known = new Map(columns.map((column) => [column.id, column]));
  const order = [...visibleById.keys()].filter((id) => known.has(id));
  columns.forEach(({ id }, index) => {
    if (visibleById.has(id)) return;
    const previous = columns[index - 1];
    order.splice(previous ? order.indexOf(previous.id) + 1 : 0, 0, id);
  });
  return order.map((id) => {
    const column = known.get(id);
    const visible = visibleById.get(id) ?? column?.isHidden !== true;
    return { id, visible: visible || column?.isRowHeader === true };
  });
}

/** Whether the columns are shown as the table defines them. */
export const isDefaultDisplay = (columns: readonly AnyColumn[], display: ColumnDisplay): boolean =>
  JSON.stringify(display) === JSON.stringify(displayColumns(columns, undefined));

/** Shares a width among columns by their weights; a column whose share is too small gets its minimum instead. */
function shareWidth(columns: readonly AnyColumn[], width: number): ReadonlyMap<string, number> {
  const weights = columns.reduce((sum, { weight = 1 }) => sum + weight, 0);
  const small = columns.filter(
    ({ weight = 1, minWidth = defaultMinWidth }) => (width * weight) / weights < minWidth,
  );
  if (small.length === 0)
    return new Map(columns.map(({ id, weight = 1 }) => [id, Math.floor((width * weight) / weights)]));
  const atMinimum = small.map(({ id, minWidth = defaultMinWidth }): [string, number] => [id, minWidth]);
  const rest = width - atMinimum.reduce((sum, [, minimum]) => sum + minimum, 0);
  return new Map([
    ...atMinimum,
    ...shareWidth(
      columns.filter((column) => !small.includes(column)),
      rest,
    ),
  ]);
}

/**
 * The widths of all columns in pixels: the saved ones, then the defined ones; the visible columns without any share
 * what remains of the available width.
 */
export function layOutColumns(
  columns: readonly AnyColumn[],
  display: ColumnDisplay,
  available: number,
  saved: TableView['widths'],
): ReadonlyMap<string, number> {
  const visible = new Set(display.flatMap((column) => (column.visible ? column.id : [])));
  const fixedWidth = ({ id, width }: AnyColumn): number | undefined => saved?.[id] ?? width;
  const shown = columns.filter(({ id }) => visible.has(id));
  const remaining = available - shown.reduce((sum, column) => sum + (fixedWidth(column) ?? 0), 0);
  const shares = shareWidth(
    shown.filter((column) => fixedWidth(column) === undefined),
    remaining,
  );
  return new Map(
    columns.map((column) => [
      column.id,
      fixedWidth(column) ?? shares.get(column.id) ?? column.minWidth ?? defaultMinWidth,
    ]),
  );
}
