import { skipToken, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { RegistrySelection } from '../../../shared/models/registry.ts';
import { invoke } from '../../bridge.ts';

const queryKey = ['profiles'] as const;

export const useProfiles = () =>
  useQuery({ queryKey, queryFn: () => invoke('profiles.list'), staleTime: Infinity });

/** Opens the demo registries or leaves them; everything known about other registries is forgotten. */
export function useDemo() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (action: 'start' | 'stop') => invoke(action === 'start' ? 'demo.start' : 'demo.stop'),
    onSuccess: async (listing) => {
      client.removeQueries({
        predicate: ({ queryKey: [kind] }) => kind !== 'profiles' && kind !== 'settings',
      });
      client.setQueryData(queryKey, listing);
      await client.invalidateQueries({ queryKey: ['settings'] });
    },
  });
}

/** Who acts in a registry, as AWS itself says. */
export const useIdentity = (selection: RegistrySelection | undefined) =>
  useQuery({
    queryKey: ['identity', selection],
    queryFn: selection ? () => invoke('registries.identify', selection) : skipToken,
  });
