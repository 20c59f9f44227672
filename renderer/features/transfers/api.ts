import { useMutation, useQuery } from '@tanstack/react-query';
import type { RequestInput } from '../../../shared/ipc.ts';
import { invoke, onEvent, toErrorData } from '../../ipc/bridge.ts';
import { moved } from './queue-order.ts';
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

/** Asks the main process for all transfers and their order; one asking at a time. */
export function listTransfers(): Promise<void> {
  listing ??= readTransfers().finally(() => {
    listing = undefined;
  });
  return listing;
}

/** The list has changed: what is being asked for may be older than that, and is asked for once more. */
function listAnew(): void {
  isOutdated = true;
  void listTransfers();
}

/** Keeps the store up to date until the returned function is called: the list once, then updates; an unknown id asks for the list again. */
export function followTransfers(): () => void {
  const stops = [
    onEvent('transfers.updated', (update) => {
      if (!updateTransfer(update)) void listTransfers();
    }),
    onEvent('transfers.changed', listAnew),
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

/** Answers those that could be taken up again. */
export const useResumeInterrupted = () =>
  useMutation({ mutationFn: () => invoke('transfers.resumeInterrupted'), onSuccess: listAnew });

/** Moves a waiting transfer on the screen at once; a refusal brings the true order back. */
export const useMoveTransfer = () =>
  useMutation({
    mutationFn: (input: RequestInput<'transfers.move'>) => invoke('transfers.move', input),
    onMutate: ({ transferId, before }) => setQueue(moved(useTransfers.getState().queue, transferId, before)),
    onSuccess: setQueue,
    onError: listAnew,
  });

export const useSaveReport = () =>
  useMutation({ mutationFn: (transferId: string) => invoke('transfers.saveReport', { transferId }) });

export const useRemoveTransfer = () =>
  useMutation({
    mutationFn: (transferId: string) => invoke('transfers.remove', { transferId }),
    onSuccess: (_, transferId) => dropTransfer(transferId),
  });

/** Bytes of the last minutes, over all transfers: every second while they move, and until the last of them is long ago. */
export const useThroughput = (isLive: boolean) =>
  useQuery({
    queryKey: ['throughput'],
    queryFn: () => invoke('transfers.throughput', {}),
    refetchInterval: ({ state }) =>
      isLive || state.data?.samples.some((bytes) => bytes > 0) ? 1_000 : false,
    structuralSharing: false,
  });
