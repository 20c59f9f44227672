import { useMutation, useQuery } from '@tanstack/react-query';
import type { RequestInput } from '../../../shared/ipc.ts';
import { invoke, onEvent, toErrorData } from '../../ipc/bridge.ts';
import { moveInQueue } from './queue-order.ts';
import {
  dropTransfer,
  putTransfer,
  replaceTransfers,
  setQueue,
  setTransfersError,
  updateTransfer,
  useTransfers,
} from './store.ts';

let listing: Promise<void> | undefined;
let isOutdated = false;

async function readTransfers(): Promise<void> {
  do {
    isOutdated = false;
    try {
      const [transfers, queue] = await Promise.all([invoke('transfers.list'), invoke('transfers.queue')]);
      replaceTransfers(transfers, queue);
    } catch (error) {
      setTransfersError(toErrorData(error));
    }
  } while (isOutdated);
}

/** Fetches all transfers and the queue; concurrent calls share one request. */
export function listTransfers(): Promise<void> {
  listing ??= readTransfers().finally(() => {
    listing = undefined;
  });
  return listing;
}

/** Fetches the list after a change; a pending request can be older than the change, so it is repeated. */
function reloadTransfers(): void {
  isOutdated = true;
  void listTransfers();
}

/** Updates the store from events until the returned function is called; an update of an unknown transfer fetches the list. */
export function followTransfers(): () => void {
  const stops = [
    onEvent('transfers.updated', (update) => {
      if (!updateTransfer(update)) void listTransfers();
    }),
    onEvent('transfers.changed', reloadTransfers),
  ];
  void listTransfers();
  return () => stops.forEach((stop) => stop());
}

export const useStartTransfer = () =>
  useMutation({
    mutationFn: (input: RequestInput<'transfers.start'>) => invoke('transfers.start', input),
    onSuccess: putTransfer,
  });

export const usePauseTransfer = () =>
  useMutation({ mutationFn: (transferId: string) => invoke('transfers.pause', { transferId }) });

export const useResumeTransfer = () =>
  useMutation({ mutationFn: (transferId: string) => invoke('transfers.resume', { transferId }) });

export const useCancelTransfer = () =>
  useMutation({ mutationFn: (transferId: string) => invoke('transfers.cancel', { transferId }) });

export const useRetryTransfer = () =>
  useMutation({
    mutationFn: (input: RequestInput<'transfers.retry'>) => invoke('transfers.retry', input),
    onSuccess: (transfer, { transferId }) => {
      dropTransfer(transferId);
      putTransfer(transfer);
    },
  });

export const useRetryFailed = () =>
  useMutation({
    mutationFn: (input: RequestInput<'transfers.retryFailed'>) => invoke('transfers.retryFailed', input),
    onSuccess: putTransfer,
  });

/** Resumes all interrupted transfers. Returns those that could be resumed. */
export const useResumeInterrupted = () =>
  useMutation({ mutationFn: () => invoke('transfers.resumeInterrupted'), onSuccess: reloadTransfers });

/** Moves a waiting transfer optimistically; an error restores the order of the main process. */
export const useMoveTransfer = () =>
  useMutation({
    mutationFn: (input: RequestInput<'transfers.move'>) => invoke('transfers.move', input),
    onMutate: ({ transferId, before }) =>
      setQueue(moveInQueue(useTransfers.getState().queue, transferId, before)),
    onSuccess: setQueue,
    onError: reloadTransfers,
  });

export const useSaveReport = () =>
  useMutation({ mutationFn: (transferId: string) => invoke('transfers.saveReport', { transferId }) });

export const useRemoveTransfer = () =>
  useMutation({
    mutationFn: (transferId: string) => invoke('transfers.remove', { transferId }),
    onSuccess: (_, transferId) => dropTransfer(transferId),
  });

/** The throughput of the last minutes over all transfers, fetched every second while it changes. */
export const useThroughput = (isLive: boolean) =>
  useQuery({
    queryKey: ['throughput'],
    queryFn: () => invoke('transfers.throughput', {}),
    refetchInterval: ({ state }) =>
      isLive || state.data?.samples.some((bytes) => bytes > 0) ? 1_000 : false,
    structuralSharing: false,
  });
