import type { QueryClient } from '@tanstack/react-query';
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { RequestInput } from '../../../shared/ipc.ts';
import type { Transfer, TransferUpdate } from '../../../shared/models/transfer.ts';
import { invoke } from '../../ipc/bridge.ts';
import { useOfferUndo } from '../../components/undo.ts';
import { describeRemoved } from './progress.ts';
import { moveInQueue } from './queue-order.ts';
import type { TransferList } from './transfer-list.ts';
import {
  countActive,
  latestFirst,
  noTransfers,
  withListed,
  withTransfer,
  withUpdate,
  withoutTransfer,
} from './transfer-list.ts';
import { useEvent } from '../../ipc/use-event.ts';

const queryKey = ['transfers'] as const;

/** Moves without an answer: until the last one is answered, the window knows the order better than the main process. */
const moves = { mutationKey: ['transfers', 'move'] } as const;

const transfersQuery = queryOptions({
  queryKey,
  queryFn: async ({ client }): Promise<TransferList> => {
    const [transfers, queue] = await Promise.all([invoke('transfers.list'), invoke('transfers.queue')]);
    const known = knownTransfers(client);
    return withListed(known, {
      transfers: latestFirst(transfers),
      queue: client.isMutating(moves) > 0 ? known.queue : queue,
    });
  },
  staleTime: Infinity,
  // Comparing thousands of layers ten times a second is slower than rendering the changed ones.
  structuralSharing: false,
});

/** All transfers and the queue, updated from events. */
export const useTransferList = () => useQuery(transfersQuery);

/** The number of transfers that are not finished. */
export const useActiveCount = (): number => useQuery({ ...transfersQuery, select: countActive }).data ?? 0;

/** The transfers in the query cache; empty until they are loaded. */
export const knownTransfers = (client: QueryClient): TransferList =>
  client.getQueryData<TransferList>(queryKey) ?? noTransfers;

const changeList = (client: QueryClient, change: (list: TransferList) => TransferList): void =>
  void client.setQueryData<TransferList>(queryKey, (list) => list && change(list));

const addTransfer = (client: QueryClient, transfer: Transfer): void =>
  changeList(client, (list) => withTransfer(list, transfer));

/** Fetches the transfers after a change; a pending request can be older than the change, so it is repeated. */
export async function reloadTransfers(client: QueryClient): Promise<void> {
  // An invalidation does not restart the first request, so that is awaited.
  if (!client.getQueryData(queryKey)) await client.refetchQueries({ queryKey }, { cancelRefetch: false });
  await client.invalidateQueries({ queryKey });
}

/** Applies an update. An unknown transfer is fetched first, with an older state when a request is pending already. */
async function applyUpdate(client: QueryClient, update: TransferUpdate): Promise<void> {
  if (!withUpdate(knownTransfers(client), update))
    await client.refetchQueries({ queryKey }, { cancelRefetch: false });
  const list = withUpdate(knownTransfers(client), update);
  if (list) client.setQueryData(queryKey, list);
  else await reloadTransfers(client);
}

/** Updates the transfers from events. */
export function useTransferEvents(): void {
  useEvent('transfers.updated', (update, client) => void applyUpdate(client, update));
  useEvent('transfers.changed', (_, client) => void reloadTransfers(client));
}

export function useStartTransfer() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (input: RequestInput<'transfers.start'>) => invoke('transfers.start', input),
    onSuccess: (transfer) => addTransfer(client, transfer),
  });
}

export const usePauseTransfer = () =>
  useMutation({ mutationFn: (transferId: string) => invoke('transfers.pause', { transferId }) });

export const useResumeTransfer = () =>
  useMutation({ mutationFn: (transferId: string) => invoke('transfers.resume', { transferId }) });

export const useCancelTransfer = () =>
  useMutation({ mutationFn: (transferId: string) => invoke('transfers.cancel', { transferId }) });

export function useRetryTransfer() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (input: RequestInput<'transfers.retry'>) => invoke('transfers.retry', input),
    onSuccess: (transfer, { transferId }) =>
      changeList(client, (list) => withTransfer(withoutTransfer(list, transferId), transfer)),
  });
}

export function useRetryFailed() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (input: RequestInput<'transfers.retryFailed'>) => invoke('transfers.retryFailed', input),
    onSuccess: (transfer) => addTransfer(client, transfer),
  });
}

/** Resumes all interrupted transfers. Returns those that could be resumed. */
export function useResumeInterrupted() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => invoke('transfers.resumeInterrupted'),
    onSuccess: () => void reloadTransfers(client),
  });
}

/**
 * Moves a waiting transfer optimistically; the answer to the last one of several, or an error, restores the order of the main
 * process.
 */
export function useMoveTransfer() {
  const client = useQueryClient();
  return useMutation({
    ...moves,
    mutationFn: (input: RequestInput<'transfers.move'>) => invoke('transfers.move', input),
    onMutate: ({ transferId, before }) =>
      changeList(client, (list) => ({ ...list, queue: moveInQueue(list.queue, transferId, before) })),
    onSuccess: (queue) => {
      if (client.isMutating(moves) === 1) changeList(client, (list) => ({ ...list, queue }));
    },
    onError: () => void reloadTransfers(client),
  });
}

export const useSaveReport = () =>
  useMutation({ mutationFn: (transferId: string) => invoke('transfers.saveReport', { transferId }) });

/** Removes finished transfers from the list, and offers to undo that. */
export function useRemoveTransfers() {
  const client = useQueryClient();
  const offerUndo = useOfferUndo();
  const { mutate: restore } = useMutation({
    mutationFn: (transferIds: string[]) => invoke('transfers.restore', { transferIds }),
    onSuccess: () => void reloadTransfers(client),
  });
  return useMutation({
    mutationFn: (transfers: readonly Transfer[]) =>
      invoke('transfers.remove', { transferIds: transfers.map(({ id }) => id) }),
    onSuccess: (_, transfers) => {
      changeList(client, (list) => transfers.reduce((rest, { id }) => withoutTransfer(rest, id), list));
      offerUndo({
        text: describeRemoved(transfers),
        undo: () => restore(transfers.map(({ id }) => id)),
      });
    },
  });
}

/** The throughput of the last minutes over all transfers, fetched every second while it changes. */
export const useThroughput = (isLive: boolean) =>
  useQuery({
    queryKey: ['throughput'],
    queryFn: () => invoke('transfers.throughput', {}),
    refetchInterval: ({ state }) =>
      isLive || state.data?.samples.some((bytes) => bytes > 0) ? 1_000 : false,
    structuralSharing: false,
  });
