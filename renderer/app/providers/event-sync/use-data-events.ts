import { useBackfillEvents } from '../../../features/ecr-replication/backfill-list.ts';
import { useHistoryEvents } from '../../../features/history/api.ts';
import { useSettingsEvents } from '../../../features/settings/api.ts';
import { useFileEvents } from '../../../features/storage/file-problems.ts';
import { useTransferEvents } from '../../../features/transfers/api.ts';
import { useSignInEvents } from './use-sign-in-events.ts';

/** Updates the cached data of every feature whenever the main process reports a change. */
export function useDataEvents(): void {
  useFileEvents();
  useSettingsEvents();
  useTransferEvents();
  useSignInEvents();
  useHistoryEvents();
  useBackfillEvents();
}
