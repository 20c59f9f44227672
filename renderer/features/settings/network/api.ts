import type { QueryClient } from '@tanstack/react-query';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { NetworkFacts, ShellEnvironment } from '../../../../shared/models/network.ts';
import type { RegistrySelection } from '../../../../shared/models/registry.ts';
import { invoke } from '../../../ipc/bridge.ts';

const queryKey = ['network'] as const;

export const useNetworkFacts = () =>
  useQuery({ queryKey, queryFn: () => invoke('network.read'), staleTime: 0 });

/** Refetches the network facts after a change of the settings. */
export const refreshNetworkFacts = (client: QueryClient): Promise<void> =>
  client.invalidateQueries({ queryKey });

/** Stores user name and password of the manual proxy; empty strings remove them. */
export function useSetProxyPassword() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (input: { readonly userName: string; readonly password: string }) =>
      invoke('network.setProxyPassword', input),
    onSuccess: (facts) => client.setQueryData<NetworkFacts>(queryKey, facts),
  });
}

export function useReloadShellEnvironment() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => invoke('network.reloadShellEnvironment'),
    onSuccess: (shellEnvironment: ShellEnvironment) =>
      client.setQueryData<NetworkFacts>(queryKey, (facts) => facts && { ...facts, shellEnvironment }),
  });
}

export const useChooseCertificateFile = () =>
  useMutation({ mutationFn: () => invoke('network.chooseCertificateFile') });

export const useConnectionTest = () =>
  useMutation({
    mutationFn: (registries: readonly RegistrySelection[]) =>
      invoke('network.test', { registries: [...registries] }),
  });
