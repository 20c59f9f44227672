import { useMemo } from 'react';
import { useSortedRows } from '../../components/use-sorted-rows.ts';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import { formatCount, formatNumber } from '../../../shared/format/counts.ts';
import type { ItemFailure } from '../../../shared/models/execution.ts';
import { ResourceTable } from '../../components/resource-table.tsx';
import type { ResourceColumn } from '../../components/table-columns.ts';

interface Props {
  /** The first failures. */
  readonly failures: readonly ItemFailure[];
  /** The number of all failures. */
  readonly total: number;
}

interface NumberedFailure extends ItemFailure {
  readonly number: number;
}

const columns: readonly ResourceColumn<NumberedFailure>[] = [
  {
    id: 'image',
    header: 'Image',
    minWidth: 220,
    isRowHeader: true,
    sortKey: ({ image }) => image,
    cell: ({ image }) => image ?? 'Unknown image',
  },
  { id: 'error', header: 'Error', minWidth: 160, sortKey: ({ error }) => error, cell: ({ error }) => error },
  { id: 'message', header: 'Message', minWidth: 240, cell: ({ message }) => message },
];

/** The images that an execution did not copy. */
export function ItemFailures({ failures, total }: Props) {
  const rows = useMemo(() => failures.map((failure, number) => ({ ...failure, number })), [failures]);
  const sorted = useSortedRows('execution-failures', rows, columns);
  if (failures.length === 0) return null;
  const title =
    total > failures.length
      ? `The first ${formatNumber(failures.length)} of ${formatCount(total, 'failure')}`
      : formatCount(failures.length, 'failure');
  return (
    <ExpandableSection variant="footer" headerText={title}>
      <ResourceTable
        {...sorted.sorting}
        name="execution-failures"
        label="Failed images of the execution"
        items={sorted.rows}
        columnDefinitions={columns}
        trackBy={({ number }) => String(number)}
      />
    </ExpandableSection>
  );
}
