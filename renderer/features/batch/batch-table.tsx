import { InfoLink } from '../../components/info-link.tsx';
import { useMemo } from 'react';
import type { Batch } from '../../../shared/models/batch.ts';
import { batchColumns } from './batch-columns.tsx';
import { orderedRows } from './batch-rows.ts';
import { ResourceTable } from '../../components/resource-table.tsx';
import { useTableRows } from '../../components/use-table-rows.ts';

/** One row for each repository with its plan; errors and warnings first. */
export function BatchTable({ batch }: { readonly batch: Batch }) {
  const rows = useMemo(() => orderedRows(batch), [batch]);
  const table = useTableRows('batch', rows, batchColumns, { what: 'Plans', pageSize: 50 });
  return (
    <ResourceTable
      {...table}
      cellVerticalAlign="top"
      trackBy="key"
      label="Plans"
      title="Repositories"
      info={<InfoLink topic="batch-plan" section="start" about="plans" />}
    />
  );
}
