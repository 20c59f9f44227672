import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { knownProfiles } from '../../../features/registry-picker/profiles/api.ts';
import { followSignIns } from '../../../features/sign-in/api.ts';
import { servedProfiles } from '../recovery/served-profiles.ts';
import { refetchFailed } from './concerned-queries.ts';

/** Follows all sign-ins; when one succeeds, the queries that failed without it are fetched again. */
export function useSignInEvents(): void {
  const client = useQueryClient();
  useEffect(
    () =>
      followSignIns((signIn) => {
        const served = new Set([signIn.profile, ...servedProfiles(knownProfiles(client), signIn)]);
        refetchFailed(client, (profile) => served.has(profile));
      }),
    [client],
  );
}
