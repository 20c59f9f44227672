import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import { useState } from 'react';
import type { RegistryReference } from '../../../../shared/models/reference.ts';
import type { RegistrySelection } from '../../../../shared/models/registry.ts';
import type { RegistryReplication } from '../../../../shared/models/registry-replication.ts';
import { toErrorData } from '../../../ipc/bridge.ts';
import type { ErrorActions } from '../../../components/error-actions.ts';
import { ErrorLine } from '../../../components/error-line.tsx';
import { useStartBackfill } from '../../../features/ecr-replication/api.ts';
import { useBackfills } from '../../../features/ecr-replication/backfill-list.ts';
import { BackfillSection } from '../../../features/ecr-replication/backfills/backfill-section.tsx';
import { registryName } from '../../../features/ecr-replication/words.ts';
import { useConfirmBackfill } from './use-confirm-accounts.tsx';
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx';

interface Props {
  readonly replication: RegistryReplication;
  readonly selection: RegistrySelection;
  readonly actions: ErrorActions;
}

/** The destinations of all rules, each once. */
function listDestinations({ rules }: RegistryReplication): ReadonlyMap<string, RegistryReference> {
  const all = rules.kind === 'read' ? rules.value.flatMap(({ destinations }) => destinations) : [];
  return new Map(all.map((each) => [registryName(each), each]));
}

/** The backfills of a registry, and a button that starts one. */
export function RegistryBackfills({ replication, selection, actions }: Props) {
  const { registry, backfills: read } = replication;
  const source = { accountId: registry.registryId, region: registry.region };
  const backfills = useBackfills().filter((each) => registryName(each.source) === registryName(source));
  const start = useStartBackfill();
  const [destination, setDestination] = useState<RegistryReference>();
  const [isOpen, setOpen] = useState(false);
  const { confirm, dialog } = useConfirmBackfill({ source, destination });
  const destinations = listDestinations(replication);
  const startNow = (): void => {
    setOpen(false);
    if (destination)
      confirm((confirmations) =>
        start.mutate({
          selection,
          accountId: source.accountId,
          destination: { ...destination },
          ...confirmations,
        }),
      );
  };
  return (
    <>
      <BackfillSection
        backfills={backfills}
        empty={read.kind === 'read' ? 'This registry has no backfills.' : ''}
        problems={
          <>
            {read.kind === 'unreadable' && (
              <ErrorLine error={read.error} actions={actions} showSide={false} />
            )}
            {start.error && (
              <ErrorLine error={toErrorData(start.error)} actions={{ 'confirm-account': startNow }} />
            )}
          </>
        }
        actions={
          destinations.size > 0 && (
            <ButtonDropdown
              loading={start.isPending}
              items={[...destinations.keys()].map((name) => ({ id: name, text: `To ${name}` }))}
              onItemClick={({ detail }) => {
                setDestination(destinations.get(detail.id));
                setOpen(true);
              }}
            >
              Start backfill
            </ButtonDropdown>
          )
        }
      />
      {isOpen && destination && (
        <ConfirmDialog
          title="Start backfill?"
          confirmText="Start backfill"
          onConfirm={startNow}
          onClose={() => setOpen(false)}
        >
          ECR copies every existing image that the rules for this destination match from{' '}
          {registryName(source)} to {registryName(destination)}. AWS charges the data transfer between
          regions.
        </ConfirmDialog>
      )}
      {dialog}
    </>
  );
}
