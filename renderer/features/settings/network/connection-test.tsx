import { InfoLink } from '../../../components/info-link.tsx';
import type { ConnectionCheck } from '../../../../shared/models/network.ts';
import { useSortedRows } from '../../../components/use-sorted-rows.ts';
import Button from '@cloudscape-design/components/button';
import type { RegistrySelection } from '../../../../shared/models/registry.ts';
import type { Side } from '../../../../shared/models/result.ts';
import { toErrorData } from '../../../ipc/bridge.ts';
import { EmptyState } from '../../../components/empty-state.tsx';
import { ErrorAlert } from '../../../components/error-alert.tsx';
import { useConnectionTest } from './api.ts';
import { connectionColumns } from './connection-columns.tsx';
import { ResourceTable } from '../../../components/resource-table.tsx';

interface Props {
  /** The selected registries. */
  readonly registries: readonly { readonly side: Side; readonly selection: RegistrySelection }[];
}

const noChecks: readonly ConnectionCheck[] = [];

const describe = (registries: Props['registries']): string =>
  registries
    .map(({ side, selection: { profile, region } }) => `${side} (${profile}, ${region})`)
    .join(' and ');

/** Tests all hosts that the selected registries and their sign-in need, and shows route and result of each. */
export function ConnectionTest({ registries }: Props) {
  const test = useConnectionTest();
  const run = (): void => test.mutate(registries.map(({ selection }) => selection));
  const none = registries.length === 0;
  const sorted = useSortedRows('connections', test.data ?? noChecks, connectionColumns);
  return (
    <>
      {test.error && <ErrorAlert error={toErrorData(test.error)} actions={{ retry: run }} />}
      <ResourceTable
        {...sorted.sorting}
        name="connections"
        columnDefinitions={connectionColumns}
        items={sorted.rows}
        trackBy={({ host, purpose }) => `${host} ${purpose}`}
        loading={test.isPending}
        loadingText="Testing all hosts"
        label="Connection test"
        title="Connection test"
        info={<InfoLink topic="settings" section="connection" about="the connection test" />}
        description={
          none
            ? 'Choose a profile and a region under Replicate first.'
            : `Tests all hosts that these registries need: ${describe(registries)}.`
        }
        actions={
          <Button disabled={none} loading={test.isPending} onClick={run}>
            {test.data ? 'Test again' : 'Test connection'}
          </Button>
        }
        empty={<EmptyState title="Not tested">Choose Test connection to start.</EmptyState>}
      />
    </>
  );
}
