import { useQueryClient } from '@tanstack/react-query';
import { useBackfillEvents } from '../../../features/ecr-replication/backfill-list.ts';
import { useHistoryEvents } from '../../../features/history/api.ts';
import { useSettingsEvents } from '../../../features/settings/api.ts';
import { useStorageEvents } from '../../../features/storage/api.ts';
import { useTransferEvents } from '../../../features/transfers/api.ts';
import { knownProfiles } from '../../../features/registry-picker/profiles/api.ts';
import { useSignInUpdates } from '../../../features/sign-in/api.ts';
import { servedProfiles } from './served-profiles.ts';
import { refetchFailed } from './concerned-queries.ts';

/** Updates the cached data of every feature whenever the main process reports a change. */
export function useDataEvents(): void {
  useStorageEvents();
  useSettingsEvents();
  useTransferEvents();
  useSignInEvents();
  useHistoryEvents();
  useBackfillEvents();
}

/** Follows all sign-ins; when one succeeds, the queries that failed without it are fetched again. */
function useSignInEvents(): void {
  const client = useQueryClient();
  useSignInUpdates((signIn) => {
    const served = new Set([signIn.profile, ...servedProfiles(knownProfiles(client), signIn)]);
    refetchFailed(client, (profile) => served.has(profile));
  });
}
