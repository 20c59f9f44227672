import type { QueryClient } from '@tanstack/react-query';
import { skipToken, useMutation, useQuery, useQueryClient, useIsFetching } from '@tanstack/react-query';
import type { ProfileKind, ProfileListing } from '../../../../shared/models/profile.ts';
import type { RegistryIdentity, RegistrySelection } from '../../../../shared/models/registry.ts';
import { invoke } from '../../../ipc/bridge.ts';

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

export const knownProfiles = (client: QueryClient): ProfileListing | undefined =>
  client.getQueryData<ProfileListing>(queryKey);

/** Puts a listing in the place of the one held. True when other registries stand behind it: a second start opens the demo. */
export async function takeInProfiles(client: QueryClient, listing: ProfileListing): Promise<boolean> {
  const known = knownProfiles(client);
  const replaced = known !== undefined && listing.demo !== known.demo;
  if (replaced) await replaceRegistries(client, listing);
  else client.setQueryData(queryKey, listing);
  return replaced;
}

/**
 * Reads the AWS files anew. True when other registries stand behind them than before.
 * @throws IpcError
 */
export const readProfilesAnew = async (client: QueryClient): Promise<boolean> =>
  takeInProfiles(client, await invoke('profiles.list'));

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

/** Whether AWS is being asked who acts in a registry; what `profilesOfAccount` knows grows with each answer. */
export const useIsIdentifying = (): boolean => useIsFetching({ queryKey: ['identity'] }) > 0;

/** Profiles that AWS itself has said to act in an account, as far as they were asked by now. */
export const profilesOfAccount = (client: QueryClient, accountId: string): readonly string[] => [
  ...new Set(
    client
      .getQueriesData<RegistryIdentity>({ queryKey: ['identity'] })
      .flatMap(([, identity]) => (identity?.accountId === accountId ? identity.profile : [])),
  ),
];

const holdsKeys: ReadonlySet<ProfileKind> = new Set(['static-keys', 'temporary-keys', 'environment']);

/**
 * Asks AWS again whose keys these are, where a file's keys may have been replaced by another account's; answers the
 * profiles whose account is another one now.
 */
export async function checkAccounts(
  client: QueryClient,
  { profiles }: ProfileListing,
): Promise<ReadonlySet<string>> {
  const withKeys = new Set(profiles.flatMap(({ name, kind }) => (holdsKeys.has(kind) ? [name] : [])));
  const known = client
    .getQueriesData<RegistryIdentity>({ queryKey: ['identity'], type: 'active' })
    .flatMap(([key, identity]) => (identity && withKeys.has(identity.profile) ? [{ key, identity }] : []));
  await Promise.all(known.map(({ key }) => client.refetchQueries({ queryKey: key, exact: true })));
  const moved = known.filter(({ key, identity }) => {
    const now = client.getQueryData<RegistryIdentity>(key);
    return now !== undefined && now.accountId !== identity.accountId;
  });
  return new Set(moved.map(({ identity }) => identity.profile));
}
