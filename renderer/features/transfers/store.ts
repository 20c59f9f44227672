import { create } from 'zustand';
import type { Transfer, TransferUpdate } from '../../../shared/models/transfer.ts';
import { applyTransferUpdate, isFinished } from '../../../shared/models/transfer.ts';
import type { ErrorData } from '../../../shared/result.ts';

interface TransfersState {
  /** The latest first. */
  readonly transfers: readonly Transfer[];
  /** The ids of those that wait, in the order in which their turn comes. */
  readonly queue: readonly string[];
  readonly loaded: boolean;
  /** Why the list could not be read. */
  readonly error: ErrorData | undefined;
}

/** A copy of what the main process holds; it is never the truth. */
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
 * Puts a transfer in as the answer to its start has it. What is known of it already came by updates, which may be
 * newer: a copy of a few bytes ends before that answer is written.
 */
export const putTransfer = (transfer: Transfer): void =>
  useTransfers.setState(({ transfers }) =>
    transfers.some(({ id }) => id === transfer.id)
      ? {}
      : { transfers: latestFirst([transfer, ...transfers]) },
  );

export const dropTransfer = (id: string): void =>
  useTransfers.setState(({ transfers }) => ({ transfers: transfers.filter((each) => each.id !== id) }));

/** Applies an update; false when it is about a transfer that is not known here. */
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
