import { useMutation } from '@tanstack/react-query';
import type { RequestInput } from '../../../shared/ipc.ts';
import { invoke, onEvent, toErrorData } from '../../bridge.ts';
import { dropTransfer, putTransfer, replaceTransfers, setTransfersError, updateTransfer } from './store.ts';

let listing: Promise<void> | undefined;

async function readTransfers(): Promise<void> {
  try {
    replaceTransfers(await invoke('transfers.list'));
  } catch (error) {
    setTransfersError(toErrorData(error));
  }
}

/** Asks the main process for all transfers; one asking at a time. */
export function listTransfers(): Promise<void> {
  listing ??= readTransfers().finally(() => {
    listing = undefined;
  });
  return listing;
}

/** Keeps the store up to date until the returned function is called: the list once, then updates; an unknown id asks for the list again. */
export function followTransfers(): () => void {
  const stop = onEvent('transfers.updated', (update) => {
    if (!updateTransfer(update)) void listTransfers();
  });
  void listTransfers();
  return stop;
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

export const useSaveReport = () =>
  useMutation({ mutationFn: (transferId: string) => invoke('transfers.saveReport', { transferId }) });

export const useRemoveTransfer = () =>
  useMutation({
    mutationFn: (transferId: string) => invoke('transfers.remove', { transferId }),
    onSuccess: (_, transferId) => dropTransfer(transferId),
  });
