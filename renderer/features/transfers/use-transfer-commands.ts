import {
  useCancelTransfer,
  usePauseTransfer,
  useRemoveTransfer,
  useResumeTransfer,
  useRetryFailed,
  useRetryTransfer,
  useSaveReport,
} from './api.ts';

/** Everything that can be done with one transfer, and what the last attempt of each came to. */
export function useTransferCommands() {
  return {
    pause: usePauseTransfer(),
    resume: useResumeTransfer(),
    cancel: useCancelTransfer(),
    retry: useRetryTransfer(),
    retryFailed: useRetryFailed(),
    remove: useRemoveTransfer(),
    save: useSaveReport(),
  };
}

export type TransferCommands = ReturnType<typeof useTransferCommands>;

/** Why one of them was refused. */
export const refusalOf = (commands: TransferCommands): Error | undefined =>
  Object.values(commands).find(({ error }) => error)?.error ?? undefined;
