import { useQueryClient } from '@tanstack/react-query';
import { knownProfiles } from '../../../features/registry-picker/profiles/api.ts';
import { useSignInUpdates } from '../../../features/sign-in/api.ts';
import { servedProfiles } from './served-profiles.ts';
import { refetchFailed } from './concerned-queries.ts';

/** Follows all sign-ins; when one succeeds, the queries that failed without it are fetched again. */
export function useSignInEvents(): void {
  const client = useQueryClient();
  useSignInUpdates((signIn) => {
    const served = new Set([signIn.profile, ...servedProfiles(knownProfiles(client), signIn)]);
    refetchFailed(client, (profile) => served.has(profile));
  });
}
