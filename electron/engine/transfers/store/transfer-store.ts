import type { HistoryEntry } from '../../../../shared/models/history.ts';
import type { QueuedTransfer } from './queued-transfer.ts';

/** A change of the stored queue or history. */
export type RecordChange =
  /** Adds the transfer at the end of the queue, or replaces the stored one at its position. */
  | { readonly kind: 'queued'; readonly transfer: QueuedTransfer }
  /** Puts the transfers with these ids into this order, at the positions that they occupy together. */
  | { readonly kind: 'reordered'; readonly ids: readonly string[] }
  /** Removes the transfer from the queue without a history entry. */
  | { readonly kind: 'removed'; readonly id: string }
  /** Adds the entry to the history and removes the transfer from the queue. */
  | { readonly kind: 'finished'; readonly entry: HistoryEntry };

/** Stores transfers beyond the end of the process. */
export interface TransferStore {
  /** Stores all of these changes in one transaction or none; changes that cannot be stored are tried again later. */
  change(...changes: readonly RecordChange[]): void;
  /** Calls the listener once with the transfers that an earlier process left in the queue, in their order. */
  onQueueRead(listener: (transfers: readonly QueuedTransfer[]) => void): void;
}

/** Stores nothing. */
export const noStore: TransferStore = { change: () => undefined, onQueueRead: () => undefined };

/** @returns the items with those of `ids` in that order, at the positions that they occupy together. */
export function reorderById<Item extends { readonly id: string }>(
  items: readonly Item[],
  ids: readonly string[],
): readonly Item[] {
  const byId = new Map(items.map((item) => [item.id, item]));
  const inOrder = ids.flatMap((id) => byId.get(id) ?? []);
  const reordered = new Set(inOrder);
  let next = 0;
  return items.map((item) => (reordered.has(item) ? (inOrder[next++] ?? item) : item));
}
