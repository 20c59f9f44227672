import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { TableProps } from '@cloudscape-design/components/table';
import Table from '@cloudscape-design/components/table';
import type { PlannedAndActual as Row } from '../../shared/history/compare-with-plan.ts';
import { compareWithPlan, notEstimated } from '../../shared/history/compare-with-plan.ts';
import type { HistoryEntry, PlannedNumbers } from '../../shared/models/history.ts';
import { Section } from './section.tsx';

const columns: TableProps.ColumnDefinition<Row>[] = [
  { id: 'name', header: 'Number', isRowHeader: true, cell: ({ name }) => name },
  { id: 'planned', header: 'Planned', cell: ({ planned }) => planned },
  { id: 'actual', header: 'Actual', cell: ({ actual }) => actual },
  {
    id: 'difference',
    header: 'Difference',
    cell: ({ planned, difference }) => {
      if (planned === notEstimated) return '–';
      return difference === undefined ? (
        <StatusIndicator type="success">As planned</StatusIndicator>
      ) : (
        <StatusIndicator type="warning" wrapText>
          {difference}
        </StatusIndicator>
      );
    },
  },
];

interface Props {
  readonly entry: HistoryEntry;
}

/** The numbers of the plan of a finished transfer beside what happened. */
export const PlannedTable = ({ planned, entry }: Props & { readonly planned: PlannedNumbers }) => (
  <Table
    variant="embedded"
    ariaLabels={{ tableLabel: 'Planned and actual' }}
    items={compareWithPlan(planned, entry)}
    trackBy="name"
    columnDefinitions={columns}
  />
);

/** The table with a heading; nothing for entries of earlier versions. */
export const PlannedAndActual = ({ entry }: Props) =>
  entry.planned && (
    <Section title="Planned and actual" description="What was planned, and what was done.">
      <PlannedTable planned={entry.planned} entry={entry} />
    </Section>
  );
