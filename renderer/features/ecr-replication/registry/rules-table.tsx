import { InfoLink } from '../../../components/info-link.tsx';
import type { ReplicationRule } from '../../../../shared/models/ecr-replication.ts';
import { replicationLimits } from '../../../../shared/models/ecr-replication.ts';
import { EmptyState } from '../../../components/empty-state.tsx';
import { ResourceTable } from '../../../components/resource-table.tsx';
import type { ResourceColumn } from '../../../components/table-columns.ts';
import { DestinationList } from '../destination-list.tsx';
import { PrefixList } from '../prefix-list.tsx';

interface NumberedRule extends ReplicationRule {
  /** From 1. */
  readonly number: number;
}

const columns: readonly ResourceColumn<NumberedRule>[] = [
  { id: 'number', header: 'Rule', width: 80, isRowHeader: true, cell: ({ number }) => number },
  {
    id: 'destinations',
    header: 'Destinations',
    minWidth: 230,
    cell: ({ destinations }) => <DestinationList destinations={destinations} />,
  },
  {
    id: 'repositories',
    header: 'Repository prefixes',
    minWidth: 220,
    cell: ({ prefixes }) => <PrefixList prefixes={prefixes} />,
  },
];

/** The replication rules of a registry. */
export function RulesTable({ rules }: { readonly rules: readonly ReplicationRule[] }) {
  return (
    <ResourceTable
      name="replication-rules"
      label="Replication rules"
      title="Rules"
      info={<InfoLink topic="replication" section="rules" about="rules" />}
      count={rules.length}
      description={`ECR replicates every image that is pushed to a matching repository. At most ${replicationLimits.rules} rules.`}
      items={rules.map((rule, index) => ({ ...rule, number: index + 1 }))}
      columnDefinitions={columns}
      trackBy={({ number }) => String(number)}
      empty={
        <EmptyState title="No replication rules">
          Review a replication of whole repositories, and choose Let ECR replicate.
        </EmptyState>
      }
    />
  );
}
