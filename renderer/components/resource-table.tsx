import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import Table from '@cloudscape-design/components/table';
import type { TableProps } from '@cloudscape-design/components/table';
import type { ComponentProps, ReactNode } from 'react';
import { formatCount, formatNumber } from '../../shared/format/counts.ts';
import { EmptyState } from './empty-state.tsx';
import { FilterField } from './filter-field.tsx';
import { Pager } from './pager.tsx';

type Inherited<Row> = Omit<TableProps<Row>, 'variant' | 'wrapLines' | 'ariaLabels' | 'header' | 'pagination'>;

interface Props<Row> extends Inherited<Row> {
  /** The accessible name. */
  readonly label: string;
  readonly title: ReactNode;
  readonly heading?: 'h1' | 'h2';
  /** The number of all rows, shown after the title; undefined until it is known. */
  readonly count?: number | undefined;
  readonly description?: ReactNode;
  /** The buttons in the header. */
  readonly actions?: ReactNode;
  readonly pages?: ComponentProps<typeof Pager> | undefined;
  /** The filter field above the rows; `matches` is the number of rows that it leaves. */
  readonly search?: Omit<ComponentProps<typeof FilterField>, 'countText'> & { readonly matches: number };
  readonly selectionLabels?: TableProps.AriaLabels<Row>;
}

/** A table with the header, pagination and labels that all tables of the app share. */
export function ResourceTable<Row>({
  label,
  title,
  heading = 'h2',
  count,
  description,
  actions,
  pages,
  search,
  selectionLabels,
  ...table
}: Props<Row>) {
  return (
    <Table
      {...table}
      {...(search && {
        filter: <FilterField {...search} countText={formatCount(search.matches, 'match', 'matches')} />,
      })}
      {...(search &&
        search.text !== '' && {
          empty: (
            <EmptyState
              title="No matches"
              action={<Button onClick={() => search.onChange('')}>Clear filter</Button>}
            />
          ),
        })}
      variant="container"
      wrapLines
      ariaLabels={{ ...selectionLabels, tableLabel: label }}
      header={
        <Header
          variant={heading}
          counter={count === undefined ? undefined : `(${formatNumber(count)})`}
          description={description}
          actions={actions}
        >
          {title}
        </Header>
      }
      pagination={pages && <Pager {...pages} />}
    />
  );
}
