import { create } from 'zustand';
import type { Transfer, TransferUpdate } from '../../../shared/models/transfer.ts';
import { applyTransferUpdate, isFinished } from '../../../shared/models/transfer.ts';
import type { ErrorData } from '../../../shared/result.ts';

interface TransfersState {
  /** The latest first. */
  readonly transfers: readonly Transfer[];
  /** The ids of the waiting transfers in queue order. */
  readonly queue: readonly string[];
  readonly loaded: boolean;
  /** Why the list could not be read. */
  readonly error: ErrorData | undefined;
}

/** A copy of the main process's transfers. */
export const useTransfers = create<TransfersState>(() => ({
  transfers: [],
  queue: [],
  loaded: false,
  error: undefined,
}));

const latestFirst = (transfers: readonly Transfer[]): readonly Transfer[] =>
  transfers.toSorted((a, b) => b.startedAt - a.startedAt);

export const replaceTransfers = (transfers: readonly Transfer[], queue: readonly string[]): void =>
  useTransfers.setState({ transfers: latestFirst(transfers), queue, loaded: true, error: undefined });

export const setQueue = (queue: readonly string[]): void => useTransfers.setState({ queue });

export const setTransfersError = (error: ErrorData): void => useTransfers.setState({ error });

/**
 * Adds a started transfer. A known one is kept, because it comes from updates, which can be newer than the response:
 * a transfer of a few bytes finishes before that.
 */
export const putTransfer = (transfer: Transfer): void =>
  useTransfers.setState(({ transfers }) =>
    transfers.some(({ id }) => id === transfer.id)
      ? {}
      : { transfers: latestFirst([transfer, ...transfers]) },
  );

export const dropTransfer = (id: string): void =>
  useTransfers.setState(({ transfers }) => ({ transfers: transfers.filter((each) => each.id !== id) }));

/** Applies an update; returns false for an unknown transfer. */
export function updateTransfer(update: TransferUpdate): boolean {
  const { transfers } = useTransfers.getState();
  const index = transfers.findIndex(({ id }) => id === update.status.id);
  const transfer = transfers[index];
  if (!transfer) return false;
  useTransfers.setState({ transfers: transfers.with(index, applyTransferUpdate(transfer, update)) });
  return true;
}

export const useRunningCount = (): number =>
  useTransfers(({ transfers }) => transfers.filter(({ state }) => !isFinished(state)).length);
