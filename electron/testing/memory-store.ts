import type { HistoryEntry } from '../../shared/models/history.ts';
import { decodeTransfer, encodeTransfer } from '../engine/storage/stored-transfer.ts';
import type { QueuedTransfer } from '../engine/transfers/store/queued-transfer.ts';
import type { RecordChange, TransferStore } from '../engine/transfers/store/transfer-store.ts';
import { reorderById } from '../engine/transfers/store/transfer-store.ts';

/** A store in memory. Transfers are encoded and decoded as in the database. */
export interface MemoryStore extends TransferStore {
  readonly queue: () => readonly QueuedTransfer[];
  readonly history: () => readonly HistoryEntry[];
}

/** @param initial the transfers of an earlier process */
export function createMemoryStore(initial: readonly QueuedTransfer[] = []): MemoryStore {
  let queue = [...initial];
  const history: HistoryEntry[] = [];
  const without = (id: string): QueuedTransfer[] => queue.filter((each) => each.id !== id);

  const apply = (change: RecordChange): void => {
    switch (change.kind) {
      case 'queued': {
        const transfer = decodeTransfer(JSON.parse(encodeTransfer(change.transfer)));
        const index = queue.findIndex(({ id }) => id === transfer.id);
        queue = index < 0 ? [...queue, transfer] : queue.with(index, transfer);
        return;
      }
      case 'reordered':
        queue = [...reorderById(queue, change.ids)];
        return;
      case 'removed':
        queue = without(change.id);
        return;
      case 'finished':
        history.push(change.entry);
        queue = without(change.entry.id);
    }
  };
  return {
    queue: () => queue,
    history: () => history,
    change: (...changes) => changes.forEach(apply),
    onQueueRead: (listener) => listener(initial),
  };
}
