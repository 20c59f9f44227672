import type { QueryClient } from '@tanstack/react-query';
import {
  queryOptions,
  skipToken,
  useMutation,
  useQuery,
  useQueryClient,
  useIsFetching,
} from '@tanstack/react-query';
import type { ProfileKind, ProfileListing, ProfileFile } from '../../../../shared/models/profile.ts';
import type { RegistryIdentity, RegistrySelection } from '../../../../shared/models/registry.ts';
import { invoke } from '../../../ipc/bridge.ts';
import { storeData } from '../../../ipc/use-event.ts';

const queryKey = ['profiles'] as const;

export const useProfiles = () =>
  useQuery({ queryKey, queryFn: () => invoke('profiles.list'), staleTime: Infinity });

/** Queries whose data does not come from the registries of the profiles, and jobs, which end when they are no longer shown. */
const kept: ReadonlySet<unknown> = new Set([
  'profiles',
  'settings',
  'transfers',
  'sign-ins',
  'file-problems',
  'storage-problems',
  'jobs',
]);

/** Stores the profiles of other registries and removes all data of the previous ones. */
async function replaceRegistries(client: QueryClient, listing: ProfileListing): Promise<void> {
  client.removeQueries({ predicate: ({ queryKey: [kind] }) => !kept.has(kind) });
  storeData(client, queryKey, listing);
  await client.invalidateQueries({ queryKey: ['settings'] });
}

export const knownProfiles = (client: QueryClient): ProfileListing | undefined =>
  client.getQueryData<ProfileListing>(queryKey);

/** Stores a listing. Returns true when the demo was started or exited, for example by a second start of the app. */
export async function storeProfiles(client: QueryClient, listing: ProfileListing): Promise<boolean> {
  const known = knownProfiles(client);
  const replaced = known !== undefined && listing.demo !== known.demo;
  if (replaced) await replaceRegistries(client, listing);
  else storeData(client, queryKey, listing);
  return replaced;
}

/**
 * Reads the AWS files again. Returns true when the demo was started or exited.
 * @throws IpcError
 */
export const reloadProfiles = async (client: QueryClient): Promise<boolean> =>
  storeProfiles(client, await invoke('profiles.list'));

/** Starts or exits the demo, and removes all data of the previous registries. */
export function useDemo() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (action: 'start' | 'stop') => invoke(action === 'start' ? 'demo.start' : 'demo.stop'),
    onSuccess: (listing) => replaceRegistries(client, listing),
  });
}

const identityQuery = (selection: RegistrySelection) =>
  queryOptions({
    queryKey: ['identity', selection],
    queryFn: () => invoke('registries.identify', selection),
  });

/** Reads the identity from AWS STS, because the cached one can be of keys that were replaced. @throws IpcError */
export const checkIdentity = (client: QueryClient, selection: RegistrySelection): Promise<RegistryIdentity> =>
  client.fetchQuery({ ...identityQuery(selection), staleTime: 0 });

/** The identity in the query cache. */
export const knownIdentity = (
  client: QueryClient,
  selection: RegistrySelection,
): RegistryIdentity | undefined => client.getQueryData(identityQuery(selection).queryKey);

/** The identity that a profile has in a registry, from AWS STS. */
export const useIdentity = (selection: RegistrySelection | undefined) =>
  useQuery({
    queryKey: ['identity', selection],
    queryFn: selection ? () => invoke('registries.identify', selection) : skipToken,
  });

/** Whether an identity check is pending; each result can extend `profilesOfAccount`. */
export const useIsIdentifying = (): boolean => useIsFetching({ queryKey: ['identity'] }) > 0;

/** Resolves when no identity check is pending. */
export function whenIdentified(client: QueryClient): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const isDone = (): boolean => client.isFetching({ queryKey: ['identity'] }) === 0;
  if (isDone()) return Promise.resolve();
  const unsubscribe = client.getQueryCache().subscribe(() => {
    if (!isDone()) return;
    unsubscribe();
    resolve();
  });
  return promise;
}

/** The profiles whose identity check returned this account, as far as they were checked. */
export const profilesOfAccount = (client: QueryClient, accountId: string): readonly string[] => [
  ...new Set(
    client
      .getQueriesData<RegistryIdentity>({ queryKey: ['identity'] })
      .flatMap(([, identity]) => (identity?.accountId === accountId ? identity.profile : [])),
  ),
];

const keyKinds: ReadonlySet<ProfileKind> = new Set(['static-keys', 'temporary-keys', 'environment']);

/**
 * Checks the identity of profiles with keys again, because the keys in a file can be replaced by another account's.
 * Returns both accounts of each profile whose account changed, by its name.
 */
export async function checkAccounts(
  client: QueryClient,
  { profiles }: ProfileListing,
): Promise<ReadonlyMap<string, { readonly now: string; readonly before: string }>> {
  const withKeys = new Set(profiles.flatMap(({ name, kind }) => (keyKinds.has(kind) ? [name] : [])));
  const known = client
    .getQueriesData<RegistryIdentity>({ queryKey: ['identity'], type: 'active' })
    .flatMap(([key, identity]) => (identity && withKeys.has(identity.profile) ? [{ key, identity }] : []));
  await Promise.all(known.map(({ key }) => client.refetchQueries({ queryKey: key, exact: true })));
  return new Map(
    known.flatMap(({ key, identity: { profile, accountId: before } }) => {
      const now = client.getQueryData<RegistryIdentity>(key)?.accountId;
      return now === undefined || now === before ? [] : [[profile, { now, before }] as const];
    }),
  );
}

/** Opens one of the two AWS files in the default editor. */
export const useOpenFile = () =>
  useMutation({
    mutationFn: (fileKind: ProfileFile['fileKind']) => invoke('profiles.openFile', { fileKind }),
  });
