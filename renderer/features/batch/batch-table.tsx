import { useMemo } from 'react';
import type { Batch } from '../../../shared/models/batch.ts';
import { usePages } from '../../components/use-pages.ts';
import { batchColumns } from './batch-columns.tsx';
import { orderedRows } from './batch-rows.ts';
import { ResourceTable } from '../../components/resource-table.tsx';

const pageSize = 50;

/** One row for each repository with its plan; errors and warnings first. */
export function BatchTable({ batch }: { readonly batch: Batch }) {
  const rows = useMemo(() => orderedRows(batch), [batch]);
  const pages = usePages(rows, pageSize);
  return (
    <ResourceTable
      stickyHeader
      cellVerticalAlign="top"
      items={pages.items}
      trackBy="key"
      columnDefinitions={batchColumns}
      label="Plans"
      title="Repositories"
      count={rows.length}
      pages={{ ...pages, what: 'Plans' }}
    />
  );
}
