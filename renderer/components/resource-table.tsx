import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import Table from '@cloudscape-design/components/table';
import type { TableProps } from '@cloudscape-design/components/table';
import type { ComponentProps, ReactNode } from 'react';
import { startTransition, useOptimistic, useRef } from 'react';
import { formatCount, formatNumber } from '../../shared/format/counts.ts';
import { EmptyState } from './empty-state.tsx';
import { FilterField } from './filter-field.tsx';
import { Pager } from './pager.tsx';
import type { ResourceColumn } from './table-columns.ts';
import { TablePreferences } from './table-preferences.tsx';
import { useTableView } from './table-views.ts';
import { useColumnLayout } from './use-column-layout.ts';

type Inherited<Row> = Omit<
  TableProps<Row>,
  | 'ariaLabels'
  | 'columnDefinitions'
  | 'columnDisplay'
  | 'contentDensity'
  | 'header'
  | 'pagination'
  | 'preferences'
  | 'resizableColumns'
  | 'stickyHeader'
  | 'stripedRows'
  | 'variant'
  | 'wrapLines'
>;

interface Props<Row> extends Inherited<Row> {
  /** The name under which the user's view of the table is saved. */
  readonly name: string;
  readonly columnDefinitions: readonly ResourceColumn<Row>[];
  /** The accessible name. */
  readonly label: string;
  /** Absent for a table inside a section with a title. */
  readonly title?: ReactNode;
  readonly heading?: 'h1' | 'h2';
  /** The number of all rows, shown after the title; undefined until it is known. */
  readonly count?: number | undefined;
  readonly description?: ReactNode;
  /** The link `Info` after the title. */
  readonly info?: ReactNode;
  /** The buttons in the header. */
  readonly actions?: ReactNode;
  /** The pages of the rows (`useTablePages`); absent for a table without pages. */
  readonly pages?: (ComponentProps<typeof Pager> & { readonly pageSize: number }) | undefined;
  /** The filter field above the rows; `matches` is the number of rows that it leaves. */
  readonly search?: Omit<ComponentProps<typeof FilterField>, 'countText'> & { readonly matches: number };
  readonly selectionLabels?: TableProps.AriaLabels<Row>;
}

type Search = NonNullable<Props<unknown>['search']>;

/** Shows what is typed at once; the rows that match are rendered after it, and in pieces. */
function SearchField({ text, onChange, matches, ...field }: Search) {
  const [typed, showTyped] = useOptimistic(text);
  return (
    <FilterField
      {...field}
      text={typed}
      onChange={(next) =>
        startTransition(() => {
          showTyped(next);
          onChange(next);
        })
      }
      countText={formatCount(matches, 'match', 'matches')}
    />
  );
}

/** A table with the header, pagination, preferences and labels that all tables of the app share. */
export function ResourceTable<Row>({
  name,
  columnDefinitions,
  label,
  title,
  heading = 'h2',
  count,
  description,
  info,
  actions,
  pages,
  search,
  selectionLabels,
  ...table
}: Props<Row>) {
  const [view, onView] = useTableView(name);
  const container = useRef<HTMLDivElement>(null);
  const layout = useColumnLayout(container, columnDefinitions, view, onView, {
    hasSelection: table.selectionType !== undefined,
    hasContainer: title !== undefined,
  });
  return (
    <div ref={container}>
      {layout && (
        <Table
          {...table}
          {...layout}
          {...(search && { filter: <SearchField {...search} /> })}
          {...(search &&
            search.text !== '' && {
              empty: (
                <EmptyState
                  title="No matches"
                  action={<Button onClick={() => search.onChange('')}>Clear filter</Button>}
                />
              ),
            })}
          variant={title === undefined ? 'borderless' : 'container'}
          stickyHeader
          resizableColumns
          wrapLines={view.wrapLines ?? true}
          stripedRows={view.stripedRows ?? false}
          contentDensity={view.density ?? 'comfortable'}
          ariaLabels={{ ...selectionLabels, tableLabel: label, resizerRoleDescription: 'Resize button' }}
          header={
            title !== undefined && (
              <Header
                variant={heading}
                counter={count === undefined ? undefined : `(${formatNumber(count)})`}
                description={description}
                info={info}
                actions={actions}
              >
                {title}
              </Header>
            )
          }
          pagination={pages && <Pager {...pages} />}
          preferences={
            <TablePreferences
              label={label}
              columns={columnDefinitions}
              pageSize={pages?.pageSize}
              view={view}
              onView={onView}
            />
          }
        />
      )}
    </div>
  );
}
