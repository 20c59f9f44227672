import type { Transfer, TransferUpdate } from '../../../shared/models/transfer.ts';
import { applyTransferUpdate, isFinished } from '../../../shared/models/transfer.ts';

/** A copy of the main process's transfers. */
export interface TransferList {
  /** The latest first. */
  readonly transfers: readonly Transfer[];
  /** The ids of the waiting transfers in queue order. */
  readonly queue: readonly string[];
}

export const noTransfers: TransferList = { transfers: [], queue: [] };

export const latestFirst = (transfers: readonly Transfer[]): readonly Transfer[] =>
  transfers.toSorted((a, b) => b.startedAt - a.startedAt);

/**
 * Adds a started transfer. A known one is kept, because it comes from updates, which can be newer than the response:
 * a transfer of a few bytes finishes before that.
 */
export const withTransfer = (list: TransferList, transfer: Transfer): TransferList =>
  list.transfers.some(({ id }) => id === transfer.id)
    ? list
    : { ...list, transfers: latestFirst([transfer, ...list.transfers]) };

export const withoutTransfer = (list: TransferList, id: string): TransferList => ({
  ...list,
  transfers: list.transfers.filter((each) => each.id !== id),
});

/** The list of a response. Transfers that got an update meanwhile are kept, because they are newer. */
export function withListed(known: TransferList, listed: TransferList): TransferList {
  const byId = new Map(known.transfers.map((transfer) => [transfer.id, transfer]));
  const newer = (transfer: Transfer): Transfer => {
    const own = byId.get(transfer.id);
    return own && own.revision > transfer.revision ? own : transfer;
  };
  return { ...listed, transfers: listed.transfers.map(newer) };
}

/** Applies an update; returns undefined for an unknown transfer. */
export function withUpdate(list: TransferList, update: TransferUpdate): TransferList | undefined {
  const index = list.transfers.findIndex(({ id }) => id === update.status.id);
  const transfer = list.transfers[index];
  return (
    transfer && { ...list, transfers: list.transfers.with(index, applyTransferUpdate(transfer, update)) }
  );
}

/** The number of transfers that are not finished. */
export const countActive = ({ transfers }: TransferList): number =>
  transfers.filter(({ state }) => !isFinished(state)).length;
