import ExpandableSection from '@cloudscape-design/components/expandable-section';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { PlannedTable } from '../../components/planned-and-actual.tsx';
import { invoke } from '../../ipc/bridge.ts';

interface Props {
  readonly transferId: string;
  /** The transfer's name, for screen readers. */
  readonly name: string;
}

/** What was planned for a finished transfer beside what happened; read from the history when it is expanded. */
export function TransferComparison({ transferId, name }: Props) {
  const [isExpanded, setExpanded] = useState(false);
  return (
    <ExpandableSection
      headerText="Planned and actual"
      headerAriaLabel={`Planned and actual of ${name}`}
      expanded={isExpanded}
      onChange={({ detail }) => setExpanded(detail.expanded)}
    >
      {isExpanded && <Comparison transferId={transferId} />}
    </ExpandableSection>
  );
}

function Comparison({ transferId }: Pick<Props, 'transferId'>) {
  const { data: entry, isPending } = useQuery({
    queryKey: ['history', transferId],
    queryFn: () => invoke('history.read', { id: transferId }),
    retry: false,
  });
  if (isPending) return <StatusIndicator type="loading">Reading the history</StatusIndicator>;
  if (!entry?.planned) return <div>The history has no numbers of this plan.</div>;
  return <PlannedTable planned={entry.planned} entry={entry} />;
}
