import type { QueryClient } from '@tanstack/react-query';
import { useQueryClient } from '@tanstack/react-query';
import type { ExecutionRequest, ExecutionRoute, ItemRegistry } from '../../../shared/models/execution.ts';
import { parseExecutionArn } from '../../../shared/models/execution.ts';
import { isUsable } from '../../../shared/models/profile.ts';
import type { RegistrySelection } from '../../../shared/models/registry.ts';
import { knownProfiles, profilesOfAccount } from '../../features/registry-picker/profiles/api.ts';
import { knownSettings, useChangeSettings } from '../../features/settings/api.ts';
import { withRegion, withSource } from '../../features/settings/selection.ts';
import type { DraftAction } from './draft.ts';

interface Options {
  readonly dispatch: (action: DraftAction) => void;
  /** Shows the replicate view. */
  readonly onOpened: () => void;
}

/** The usable profiles of an account as far as it is known: checked identities before what the files say. */
function listProfiles(client: QueryClient, accountId: string): readonly string[] {
  const usable = (knownProfiles(client)?.profiles ?? []).filter(isUsable);
  const checked = profilesOfAccount(client, accountId);
  return [
    ...usable.filter(({ name }) => checked.includes(name)),
    ...usable.filter((profile) => profile.accountId === accountId),
  ].map(({ name }) => name);
}

/**
 * The registry of a side with a profile of its account: the chosen one, or the one that reads the execution, or another one.
 * Where no profile of the account is known, the one that reads the execution reaches the registry from its own account.
 */
function selectRegistry(
  client: QueryClient,
  { accountId, region }: ItemRegistry,
  chosen: string | undefined,
  { profile, arn }: ExecutionRequest,
): RegistrySelection {
  const profiles = listProfiles(client, accountId);
  if (chosen !== undefined && profiles.includes(chosen)) return { profile: chosen, region };
  if (parseExecutionArn(arn).accountId === accountId) return { profile, region };
  const [other] = profiles;
  return other === undefined ? { profile, region, registryId: accountId } : { profile: other, region };
}

/** Selects both sides of an execution's route, and opens their comparison. */
export function useCompareExecution({
  dispatch,
  onOpened,
}: Options): (route: ExecutionRoute, execution: ExecutionRequest) => void {
  const client = useQueryClient();
  const { mutateAsync: change } = useChangeSettings();
  const open = async (route: ExecutionRoute, execution: ExecutionRequest): Promise<void> => {
    const settings = knownSettings(client);
    if (!settings) return;
    const source = selectRegistry(client, route.source, settings.source.profile, execution);
    const destination = selectRegistry(client, route.destination, settings.destination.profile, execution);
    dispatch({ kind: 'source-changed' });
    // A failed change is reported by the settings.
    await change({
      source: withSource(settings, source),
      destination: withRegion(settings, 'destination', destination.profile, destination.region),
    }).catch(() => undefined);
    dispatch({ kind: 'comparison-requested', request: { source, destination, pairs: route.pairs } });
    onOpened();
  };
  return (route, execution) => void open(route, execution);
}
