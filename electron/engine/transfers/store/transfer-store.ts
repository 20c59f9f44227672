import type { HistoryEntry } from '../../../../shared/models/history.ts';
import type { QueuedTransfer } from './queued-transfer.ts';

/** One change of what is stored about transfers. */
export type RecordChange =
  /** Puts it behind the others, or replaces what is stored of it in its place. */
  | { readonly kind: 'queued'; readonly transfer: QueuedTransfer }
  /** Puts the transfers with these ids into this order, in the places that they take together. */
  | { readonly kind: 'reordered'; readonly ids: readonly string[] }
  /** Takes it out of the queue without an entry in the history. */
  | { readonly kind: 'removed'; readonly id: string }
  /** Writes the entry into the history and takes the transfer out of the queue. */
  | { readonly kind: 'finished'; readonly entry: HistoryEntry };

/** Stores transfers beyond the end of the process. */
export interface TransferStore {
  /** Stores all of these changes in one step or none; what cannot be stored yet is tried again until it is. */
  change(...changes: readonly RecordChange[]): void;
  /** Calls the listener with the transfers that an earlier run of the app left, in their order, once they are read. */
  onQueueRead(listener: (transfers: readonly QueuedTransfer[]) => void): void;
}

/** Stores nothing. */
export const noStore: TransferStore = { change: () => undefined, onQueueRead: () => undefined };

/** See `reordered`. */
export function arranged<Item extends { readonly id: string }>(
  items: readonly Item[],
  ids: readonly string[],
): readonly Item[] {
  const byId = new Map(items.map((item) => [item.id, item]));
  const inOrder = ids.flatMap((id) => byId.get(id) ?? []);
  const moved = new Set(inOrder);
  let next = 0;
  return items.map((item) => (moved.has(item) ? (inOrder[next++] ?? item) : item));
}
