import { InfoLink } from '../../components/info-link.tsx';
import { useMemo } from 'react';
import type { Batch } from '../../../shared/models/batch.ts';
import { useSortedRows } from '../../components/use-sorted-rows.ts';
import { useTablePages } from '../../components/table-views.ts';
import { batchColumns } from './batch-columns.tsx';
import { orderedRows } from './batch-rows.ts';
import { ResourceTable } from '../../components/resource-table.tsx';

/** One row for each repository with its plan; errors and warnings first. */
export function BatchTable({ batch }: { readonly batch: Batch }) {
  const rows = useMemo(() => orderedRows(batch), [batch]);
  const sorted = useSortedRows('batch', rows, batchColumns);
  const pages = useTablePages('batch', sorted.rows, 50);
  return (
    <ResourceTable
      {...sorted.sorting}
      name="batch"
      cellVerticalAlign="top"
      items={pages.items}
      trackBy="key"
      columnDefinitions={batchColumns}
      label="Plans"
      title="Repositories"
      info={<InfoLink topic="batch-plan" section="start" about="plans" />}
      count={rows.length}
      pages={{ ...pages, what: 'Plans' }}
    />
  );
}
