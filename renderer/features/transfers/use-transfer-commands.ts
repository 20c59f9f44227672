import {
  useCancelTransfer,
  usePauseTransfer,
  useRemoveTransfers,
  useResumeTransfer,
  useRetryFailed,
  useRetryTransfer,
  useSaveReport,
} from './api.ts';

/** The command that was refused because the account must be confirmed. */
export type RetryCommand = 'retry' | 'retry-failed';

/** The commands of one transfer as mutations. */
export function useTransferCommands() {
  return {
    pause: usePauseTransfer(),
    resume: useResumeTransfer(),
    cancel: useCancelTransfer(),
    retry: useRetryTransfer(),
    retryFailed: useRetryFailed(),
    remove: useRemoveTransfers(),
    save: useSaveReport(),
  };
}

export type TransferCommands = ReturnType<typeof useTransferCommands>;

/** The error of the first failed command. */
export const getRefusal = (commands: TransferCommands): Error | undefined =>
  Object.values(commands).find(({ error }) => error)?.error ?? undefined;
