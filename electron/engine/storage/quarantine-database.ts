import { existsSync, renameSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import type { RecordCount } from '../../../shared/models/storage.ts';
import type { RecordDatabase } from './record-database.ts';
import { decodeEntry } from './stored-entry.ts';
import { decodeTransfer } from './stored-transfer.ts';

/**
 * Renames a damaged database with its rollback journal: `records.db` becomes `records.db.damaged-1764000000000`.
 * @returns the new path. @throws when it cannot be renamed.
 */
export function quarantine(path: string, now: number): string {
  const quarantinePath = `${path}.damaged-${now}`;
  renameSync(path, quarantinePath);
  if (existsSync(`${path}-journal`)) renameSync(`${path}-journal`, `${quarantinePath}-journal`);
  return quarantinePath;
}

/** Calls `each` with every row until the damage is met; a row that cannot be used is passed over. */
function readRows(database: DatabaseSync, sql: string, each: (row: Record<string, unknown>) => void): number {
  let count = 0;
  try {
    for (const row of database.prepare(sql).iterate()) {
      try {
        each(row);
        count += 1;
      } catch {
        // The damage is in this row.
      }
    }
  } catch {
    // What is behind the damage cannot be reached in this direction.
  }
  return count;
}

/** Reads from both ends of a table, since the damage stops a scan. */
const fromBothEnds = (read: (order: 'ASC' | 'DESC') => number): number => Math.max(read('ASC'), read('DESC'));

/** Copies what can still be read of a damaged database into a new one. */
export function salvage(quarantinePath: string, into: RecordDatabase): RecordCount {
  let database: DatabaseSync;
  try {
    database = new DatabaseSync(quarantinePath, { readOnly: true });
  } catch {
    return { queue: 0, history: 0 };
  }
  try {
    return into.transaction(() => {
      fromBothEnds((order) =>
        readRows(database, `SELECT transfer FROM queue ORDER BY rowid ${order}`, ({ transfer }) =>
          into.queue.put(decodeTransfer(JSON.parse(String(transfer)))),
        ),
      );
      fromBothEnds((order) =>
        readRows(
          database,
          `SELECT summary, contents FROM history_entry ORDER BY number ${order}`,
          ({ summary, contents }) =>
            into.history.insert(decodeEntry(JSON.parse(String(summary)), JSON.parse(String(contents)))),
        ),
      );
      return { queue: into.queue.read().transfers.length, history: into.history.count() };
    });
  } finally {
    database.close();
  }
}
