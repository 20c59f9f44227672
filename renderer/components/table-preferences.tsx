import Button from '@cloudscape-design/components/button';
import CollectionPreferences from '@cloudscape-design/components/collection-preferences';
import type { CollectionPreferencesProps } from '@cloudscape-design/components/collection-preferences';
import { useRef, useState } from 'react';
import type { TableView } from '../../shared/models/table-view.ts';
import type { ResourceColumn } from './table-columns.ts';
import { displayColumns, isDefaultDisplay } from './table-columns.ts';

interface Props<Row> {
  /** The accessible name of the table. */
  readonly label: string;
  readonly columns: readonly ResourceColumn<Row>[];
  /** The current page size; undefined for a table without pages. */
  readonly pageSize: number | undefined;
  readonly view: TableView;
  readonly onView: (change: TableView) => void;
}

const pageSizes = [10, 25, 50, 100];

/** The properties that the dialog changes, all with their default. */
const defaults: TableView = {
  pageSize: undefined,
  columns: undefined,
  widths: undefined,
  wrapLines: undefined,
  stripedRows: undefined,
  density: undefined,
};

const labelOf = <Row,>({ header, label }: ResourceColumn<Row>): string =>
  label ?? (typeof header === 'string' ? header : '');

/** The columns that a dialog of preferences chose; it does not group them. */
const readDisplay = (chosen: CollectionPreferencesProps['preferences']): NonNullable<TableView['columns']> =>
  (chosen?.contentDisplay ?? []).flatMap((item) =>
    item.type === 'group' ? [] : [{ id: item.id, visible: item.visible }],
  );

/** The button and the dialog with the preferences of a table. */
export function TablePreferences<Row>({ label, columns, pageSize, view, onView }: Props<Row>) {
  const container = useRef<HTMLDivElement>(null);
  // The dialog has no method that closes it, so a reset replaces it.
  const [resets, setResets] = useState(0);
  const reset = (): void => {
    onView(defaults);
    setResets(resets + 1);
    requestAnimationFrame(() => container.current?.querySelector('button')?.focus());
  };
  const sizes = [...new Set([...pageSizes, pageSize ?? 25])].toSorted((a, b) => a - b);
  return (
    <div ref={container}>
      <CollectionPreferences
        key={resets}
        title={`${label} preferences`}
        confirmLabel="Confirm"
        cancelLabel="Cancel"
        closeAriaLabel="Close preferences"
        preferences={{
          ...(pageSize !== undefined && { pageSize }),
          contentDisplay: displayColumns(columns, view.columns),
          wrapLines: view.wrapLines ?? true,
          stripedRows: view.stripedRows ?? false,
          contentDensity: view.density ?? 'comfortable',
        }}
        onConfirm={({ detail }) => {
          const display = readDisplay(detail);
          onView({
            ...(pageSize !== undefined && detail.pageSize !== pageSize && { pageSize: detail.pageSize }),
            columns: isDefaultDisplay(columns, display) ? undefined : display,
            wrapLines: detail.wrapLines === false ? false : undefined,
            stripedRows: detail.stripedRows === true ? true : undefined,
            density: detail.contentDensity === 'compact' ? 'compact' : undefined,
          });
        }}
        {...(pageSize !== undefined && {
          pageSizePreference: {
            title: 'Page size',
            options: sizes.map((value) => ({ value, label: `${value} per page` })),
          },
        })}
        wrapLinesPreference={{
          label: 'Wrap lines',
          description: 'Shows all of a long text on several lines.',
        }}
        stripedRowsPreference={{ label: 'Striped rows', description: 'Shades every other row.' }}
        contentDensityPreference={{ label: 'Compact mode', description: 'Shows more rows in less space.' }}
        contentDisplayPreference={{
          title: 'Columns',
          description: 'Choose the columns and their order.',
          options: columns.map((column) => ({
            id: column.id,
            label: labelOf(column),
            alwaysVisible: column.isRowHeader ?? false,
          })),
          enableColumnFiltering: columns.length > 8,
        }}
        contentBefore={
          <Button formAction="none" onClick={reset}>
            Reset to defaults
          </Button>
        }
      />
    </div>
  );
}
