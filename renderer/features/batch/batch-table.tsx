import Header from '@cloudscape-design/components/header';
import Pagination from '@cloudscape-design/components/pagination';
import Table from '@cloudscape-design/components/table';
import { useMemo } from 'react';
import { formatNumber } from '../../../shared/format/counts.ts';
import type { Batch } from '../../../shared/models/batch.ts';
import { usePages } from '../../components/use-pages.ts';
import { batchColumns } from './batch-columns.tsx';
import { orderedRows } from './batch-rows.ts';

const pageSize = 50;

/** One row for each repository with its plan; errors and warnings first. */
export function BatchTable({ batch }: { readonly batch: Batch }) {
  const rows = useMemo(() => orderedRows(batch), [batch]);
  const pages = usePages(rows, pageSize);
  return (
    <Table
      variant="container"
      stickyHeader
      wrapLines
      cellVerticalAlign="top"
      items={pages.items}
      trackBy="key"
      columnDefinitions={batchColumns}
      ariaLabels={{ tableLabel: 'Plans' }}
      header={
        <Header variant="h2" counter={`(${formatNumber(rows.length)})`}>
          Repositories
        </Header>
      }
      pagination={
        pages.pageCount > 1 && (
          <Pagination
            currentPageIndex={pages.page}
            pagesCount={pages.pageCount}
            onChange={({ detail }) => pages.setPage(detail.currentPageIndex)}
            ariaLabels={{
              paginationLabel: 'Pages of plans',
              previousPageLabel: 'Previous page',
              nextPageLabel: 'Next page',
              pageLabel: (number) => `Page ${number}`,
            }}
          />
        )
      }
    />
  );
}
