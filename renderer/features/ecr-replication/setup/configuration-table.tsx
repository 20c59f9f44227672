import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { ReplicationProposal, RuleChange } from '../../../../shared/models/ecr-replication.ts';
import { ResourceTable } from '../../../components/resource-table.tsx';
import type { ResourceColumn } from '../../../components/table-columns.ts';
import { DestinationList } from '../destination-list.tsx';
import { PrefixList } from '../prefix-list.tsx';
import { ruleIndicators } from '../words.ts';

const columns: readonly ResourceColumn<RuleChange>[] = [
  {
    id: 'change',
    header: 'Change',
    width: 130,
    isRowHeader: true,
    cell: ({ kind }) => {
      const [type, label] = ruleIndicators[kind];
      return <StatusIndicator type={type}>{label}</StatusIndicator>;
    },
  },
  {
    id: 'destinations',
    header: 'Destinations',
    minWidth: 230,
    cell: ({ rule }) => <DestinationList destinations={rule.destinations} />,
  },
  {
    id: 'repositories',
    header: 'Repository prefixes',
    minWidth: 220,
    cell: (change) => (
      <PrefixList
        prefixes={change.rule.prefixes}
        added={change.kind === 'extended' ? change.addedPrefixes : []}
      />
    ),
  },
];

/** The rules after the setup, compared with the current ones. */
export function ConfigurationTable({ configuration }: Pick<ReplicationProposal, 'configuration'>) {
  return (
    <ResourceTable
      name="replication-setup"
      label="Replication rules after the change"
      title="Replication rules"
      count={configuration.after.length}
      description="The rules of the source registry after the change. All current rules remain."
      items={configuration.changes}
      columnDefinitions={columns}
      trackBy={({ rule }) => JSON.stringify(rule)}
    />
  );
}
