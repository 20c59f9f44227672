import type { DatabaseSync } from 'node:sqlite';
import type { QueuedTransfer } from '../transfers/store/queued-transfer.ts';
import { reorderById } from '../transfers/store/transfer-store.ts';
import { decodeTransfer, encodeTransfer } from './stored-transfer.ts';

/** The unfinished transfers. Every function throws what SQLite reports. */
export interface QueueTable {
  /** All transfers in their order, without those that cannot be decoded, which are counted in `unreadable`. */
  read(): { readonly transfers: readonly QueuedTransfer[]; readonly unreadable: number };
  /** Adds a transfer at the end, or replaces the stored one at its position. */
  put(transfer: QueuedTransfer): void;
  /** Puts the transfers with these ids into this order, at the positions that they occupy together. */
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

/** Prepares the statements of the table, which has to exist. @throws what SQLite reports. */
export function openQueueTable(database: DatabaseSync): QueueTable {
  const all = database.prepare('SELECT transfer FROM queue ORDER BY position, id');
  const positions = database.prepare('SELECT id, position FROM queue ORDER BY position, id');
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
      const before = positions
        .all()
        .map(({ id, position }) => ({ id: String(id), position: Number(position) }));
      for (const [index, { id }] of reorderById(before, ids).entries()) {
        const replaced = before[index];
        if (replaced && replaced.id !== id) move.run(replaced.position, id);
      }
    },
    remove: (id) => void remove.run(id),
  };
}
