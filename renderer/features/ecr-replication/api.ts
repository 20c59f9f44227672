import type { QueryClient } from '@tanstack/react-query';
import { skipToken, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { RequestInput } from '../../../shared/ipc.ts';
import type { RegistrySelection } from '../../../shared/models/registry.ts';
import type { Backfill } from '../../../shared/models/replication-backfill.ts';
import { isBackfillFinished } from '../../../shared/models/replication-backfill.ts';
import { invoke, toErrorData } from '../../ipc/bridge.ts';
import { storeBackfill } from './backfill-list.ts';

export type OfferRequest = RequestInput<'replication.offer'>;

/** Whether ECR replication gives the result of a plan or batch; undefined requests nothing. */
export const useOffer = (request: OfferRequest | undefined) =>
  useQuery({
    queryKey: ['replication-offer', request],
    queryFn: request ? () => invoke('replication.offer', request) : skipToken,
    staleTime: Infinity,
    gcTime: 0,
  });

/** Makes the changes of a proposal. */
export function useApply() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (input: RequestInput<'replication.apply'>) => invoke('replication.apply', input),
    onSettled: () => void client.invalidateQueries({ queryKey: ['registry-replication'] }),
  });
}

export const useExport = () =>
  useMutation({ mutationFn: (proposalId: string) => invoke('replication.export', { proposalId }) });

/** Stores the backfills of a registry, and reads the unfinished ones on. */
async function followUnfinished(
  client: QueryClient,
  selection: RegistrySelection,
  backfills: readonly Backfill[],
): Promise<void> {
  for (const backfill of backfills) {
    storeBackfill(client, backfill);
    if (isBackfillFinished(backfill.status)) continue;
    const followed = await invoke('replication.followBackfill', { selection, backfillId: backfill.id }).catch(
      (error: unknown) => ({ ...backfill, followError: toErrorData(error) }),
    );
    storeBackfill(client, followed);
  }
}

/** The replication settings of a registry. Its backfills are stored in the list of backfills. */
export function useRegistryReplication(selection: RegistrySelection | undefined) {
  const client = useQueryClient();
  return useQuery({
    queryKey: ['registry-replication', selection],
    queryFn: selection
      ? async () => {
          const read = await invoke('replication.read', selection);
          if (read.backfills.kind === 'read') await followUnfinished(client, selection, read.backfills.value);
          return read;
        }
      : skipToken,
  });
}

export type StatusRequest = RequestInput<'replication.status'>;

/** The replication status of images; undefined requests nothing. */
export const useImageStatus = (request: StatusRequest | undefined) =>
  useQuery({
    queryKey: ['replication-status', request],
    queryFn: request ? () => invoke('replication.status', request) : skipToken,
  });

export function useStartBackfill() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (input: RequestInput<'replication.startBackfill'>) =>
      invoke('replication.startBackfill', input),
    onSuccess: (backfill) => storeBackfill(client, backfill),
  });
}

export function useStopBackfill() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (input: RequestInput<'replication.stopBackfill'>) =>
      invoke('replication.stopBackfill', input),
    onSuccess: (backfill) => storeBackfill(client, backfill),
  });
}

/** Reads a backfill, and reads it on while it is unfinished. */
export function useFollowBackfill() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (input: RequestInput<'replication.followBackfill'>) =>
      invoke('replication.followBackfill', input),
    onSuccess: (backfill) => storeBackfill(client, backfill),
  });
}
