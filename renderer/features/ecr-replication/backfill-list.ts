import type { QueryClient } from '@tanstack/react-query';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { day } from '../../../shared/format/dates.ts';
import type { Backfill } from '../../../shared/models/replication-backfill.ts';
import { isBackfillFinished } from '../../../shared/models/replication-backfill.ts';
import { invoke } from '../../ipc/bridge.ts';
import { useEvent } from '../../ipc/use-event.ts';

const queryKey = ['backfills'] as const;
const noBackfills: readonly Backfill[] = [];

/** The list with this state of a backfill, the newest first. A list of a registry has no results, which are kept. */
export function withBackfill(list: readonly Backfill[], backfill: Backfill): readonly Backfill[] {
  const known = list.find(({ id }) => id === backfill.id);
  if (known && backfill.isUnread) return list;
  const results = backfill.results ?? known?.results;
  return [
    { ...backfill, ...(results && { results }) },
    ...list.filter(({ id }) => id !== backfill.id),
  ].toSorted((a, b) => b.startedAt - a.startedAt);
}

export const storeBackfill = (client: QueryClient, backfill: Backfill): void =>
  void client.setQueryData<readonly Backfill[]>(queryKey, (list = []) => withBackfill(list, backfill));

/** Every backfill that the app followed since its start, or that was read since the window was opened, the newest first. */
export function useBackfills(): readonly Backfill[] {
  const client = useQueryClient();
  const { data } = useQuery({
    queryKey,
    queryFn: async () => {
      const followed = await invoke('replication.listFollowed');
      return followed.reduce(withBackfill, client.getQueryData<readonly Backfill[]>(queryKey) ?? noBackfills);
    },
    refetchOnMount: 'always',
    gcTime: Infinity,
  });
  return data ?? noBackfills;
}

/** The backfills that are not finished, and those that ended within a day. */
export const recentBackfills = (backfills: readonly Backfill[], now: number): readonly Backfill[] =>
  backfills.filter(
    ({ status, startedAt, endedAt }) => !isBackfillFinished(status) || (endedAt ?? startedAt) > now - day,
  );

/** Updates the backfills from events. */
export const useBackfillEvents = (): void =>
  useEvent('replication.backfillUpdated', (backfill, client) => {
    storeBackfill(client, backfill);
    // The answer to a pending request can be older than the event.
    if (client.isFetching({ queryKey }) > 0) void client.invalidateQueries({ queryKey });
  });
