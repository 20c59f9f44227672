import type { DatabaseSync } from 'node:sqlite';
import type { QueuedTransfer } from '../transfers/store/queued-transfer.ts';
import { reorderById } from '../transfers/store/transfer-store.ts';
import { decodeTransfer, encodeTransfer } from './stored-transfer.ts';

/** The transfers that have not ended. Every function throws what SQLite reports. */
export interface QueueTable {
  /** All that can be read, in their order. */
  read(): { readonly transfers: readonly QueuedTransfer[]; readonly unreadable: number };
  /** Behind the others, or in the place that it has. */
  put(transfer: QueuedTransfer): void;
  /** Puts those with these ids into this order, in the places that they take together. */
  reorder(ids: readonly string[]): void;
  remove(id: string): void;
}

function tryDecode(json: unknown): QueuedTransfer | undefined {
  try {
    return decodeTransfer(JSON.parse(String(json)));
  } catch {
    return undefined;
  }
}

export function openQueueTable(database: DatabaseSync): QueueTable {
  const all = database.prepare('SELECT transfer FROM queue ORDER BY position, id');
  const places = database.prepare('SELECT id, position FROM queue ORDER BY position, id');
  const upsert = database.prepare(`
    INSERT INTO queue (id, position, transfer)
    VALUES (?, (SELECT coalesce(max(position), 0) + 1 FROM queue), ?)
    ON CONFLICT (id) DO UPDATE SET transfer = excluded.transfer`);
  const move = database.prepare('UPDATE queue SET position = ? WHERE id = ?');
  const remove = database.prepare('DELETE FROM queue WHERE id = ?');

  return {
    read() {
      const rows = all.all();
      const transfers = rows.flatMap(({ transfer }) => tryDecode(transfer) ?? []);
      return { transfers, unreadable: rows.length - transfers.length };
    },
    put: (transfer) => void upsert.run(transfer.id, encodeTransfer(transfer)),
    reorder(ids) {
      const before = places.all().map(({ id, position }) => ({ id: String(id), position: Number(position) }));
      for (const [index, { id }] of reorderById(before, ids).entries()) {
        const place = before[index];
        if (place && place.id !== id) move.run(place.position, id);
      }
    },
    remove: (id) => void remove.run(id),
  };
}
