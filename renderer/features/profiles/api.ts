import type { QueryClient } from '@tanstack/react-query';
import { skipToken, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ProfileListing } from '../../../shared/models/profile.ts';
import type { RegistrySelection } from '../../../shared/models/registry.ts';
import { invoke } from '../../bridge.ts';

const queryKey = ['profiles'] as const;

export const useProfiles = () =>
  useQuery({ queryKey, queryFn: () => invoke('profiles.list'), staleTime: Infinity });

/** Takes in the profiles of other registries; everything known about those before is forgotten. */
async function replaceRegistries(client: QueryClient, listing: ProfileListing): Promise<void> {
  client.removeQueries({
    predicate: ({ queryKey: [kind] }) => kind !== 'profiles' && kind !== 'settings',
  });
  client.setQueryData(queryKey, listing);
  await client.invalidateQueries({ queryKey: ['settings'] });
}

/**
 * Reads the AWS files anew. True when other registries stand behind them than before: a second start opens the demo.
 * @throws IpcError
 */
export async function readProfilesAnew(client: QueryClient): Promise<boolean> {
  const known = client.getQueryData<ProfileListing>(queryKey);
  const listing = await invoke('profiles.list');
  const replaced = known !== undefined && listing.demo !== known.demo;
  if (replaced) await replaceRegistries(client, listing);
  else client.setQueryData(queryKey, listing);
  return replaced;
}

/** Opens the demo registries or leaves them; everything known about other registries is forgotten. */
export function useDemo() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (action: 'start' | 'stop') => invoke(action === 'start' ? 'demo.start' : 'demo.stop'),
    onSuccess: (listing) => replaceRegistries(client, listing),
  });
}

/** Who acts in a registry, as AWS itself says. */
export const useIdentity = (selection: RegistrySelection | undefined) =>
  useQuery({
    queryKey: ['identity', selection],
    queryFn: selection ? () => invoke('registries.identify', selection) : skipToken,
  });
