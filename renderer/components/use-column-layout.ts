import type { TableProps } from '@cloudscape-design/components/table';
import type { RefObject } from 'react';
import { useLayoutEffect, useMemo, useState } from 'react';
import type { TableView } from '../../shared/models/table-view.ts';
import type { ResourceColumn } from './table-columns.ts';
import { displayColumns, layOutColumns } from './table-columns.ts';

/** Pixels; the user cannot make a column smaller. */
const smallestColumn = 60;
/** Pixels of the column of checkboxes. */
const selectionColumn = 40;
/** Pixels beside the columns in a container: its padding and border. */
const containerPadding = 42;
/** Pixels of the page's scrollbar, which appears with the rows. The last column fills this space until then. */
const scrollbar = 16;

interface Surroundings {
  /** Whether there is a column of checkboxes. */
  readonly hasSelection: boolean;
  /** Whether the table is in a container of its own. */
  readonly hasContainer: boolean;
}

/** Properties of the table. */
type ColumnLayout<Row> = Pick<
  TableProps<Row>,
  'columnDefinitions' | 'columnDisplay' | 'onColumnWidthsChange'
>;

/** The width of an element in pixels, measured before the first paint and again when the window changes. */
function useWidth(container: RefObject<HTMLDivElement | null>): number | undefined {
  const [width, setWidth] = useState<number>();
  useLayoutEffect(() => {
    const element = container.current;
    // A hidden page has no width.
    const measure = (): void => {
      const next = element?.clientWidth ?? 0;
      setWidth((current = 0) => (next === 0 || Math.abs(next - current) <= scrollbar ? current : next));
    };
    measure();
    if (!element) return;
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [container]);
  return width;
}

/**
 * A number that increases with each new layout. Cloudscape uses the width of a column only while the column is new, so
 * the ids of columns contain this number.
 *
 * @param layout undefined while the user's own widths are in use.
 */
function useGeneration(layout: string | undefined): number {
  const [last, setLast] = useState({ layout, generation: 0 });
  const generation = layout === undefined || layout === last.layout ? last.generation : last.generation + 1;
  if (layout !== last.layout) setLast({ layout, generation });
  return generation;
}

/**
 * The columns of a table as the user arranged them, with widths that fill the container.
 *
 * @returns undefined until the container is measured.
 */
export function useColumnLayout<Row>(
  container: RefObject<HTMLDivElement | null>,
  columns: readonly ResourceColumn<Row>[],
  view: TableView,
  onView: (change: TableView) => void,
  { hasSelection, hasContainer }: Surroundings,
): ColumnLayout<Row> | undefined {
  const width = useWidth(container);
  const display = useMemo(() => displayColumns(columns, view.columns), [columns, view.columns]);
  const beside = scrollbar + (hasSelection ? selectionColumn : 0) + (hasContainer ? containerPadding : 0);
  const widths = useMemo(
    () => (width === undefined ? undefined : layOutColumns(columns, display, width - beside, view.widths)),
    [columns, display, width, beside, view.widths],
  );

  const generation = useGeneration(view.widths ? undefined : `${width} ${JSON.stringify(display)}`);

  const table = useMemo(() => {
    if (!widths) return undefined;
    const idOf = (id: string): string => `${id} ${generation}`;
    return {
      columnDefinitions: columns.map(({ sortKey, ...column }) => ({
        ...column,
        ...(sortKey && { sortingField: column.id }),
        id: idOf(column.id),
        width: widths.get(column.id) ?? smallestColumn,
        minWidth: smallestColumn,
      })),
      columnDisplay: display.map(({ id, visible }) => ({ id: idOf(id), visible })),
    };
  }, [columns, display, widths, generation]);

  return (
    table && {
      ...table,
      onColumnWidthsChange: ({ detail }) =>
        onView({
          widths: Object.fromEntries(
            columns.flatMap(({ id }, index) => {
              const resized = detail.widths[index];
              return resized === undefined ? [] : [[id, Math.round(resized)]];
            }),
          ),
        }),
    }
  );
}
