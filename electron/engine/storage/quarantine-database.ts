import { existsSync, renameSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import type { RecordCount } from '../../../shared/models/storage.ts';
import type { RecordDatabase } from './record-database.ts';
import { decodeEntry } from './stored-entry.ts';
import { decodeTransfer } from './stored-transfer.ts';

/**
 * Renames a damaged database with its rollback journal: `records.db` becomes `records.db.damaged-1764000000000`.
 *
 * @returns the new path.
 * @throws the error of the file system when it cannot be renamed.
 */
export function quarantine(path: string, now: number): string {
  const quarantinePath = `${path}.damaged-${now}`;
  renameSync(path, quarantinePath);
  if (existsSync(`${path}-journal`)) renameSync(`${path}-journal`, `${quarantinePath}-journal`);
  return quarantinePath;
}

/** Calls `each` with every row until the damage stops the scan; skips rows that cannot be decoded. */
function readRows(database: DatabaseSync, sql: string, each: (row: Record<string, unknown>) => void): number {
  let count = 0;
  try {
    for (const row of database.prepare(sql).iterate()) {
      try {
        each(row);
        count += 1;
      } catch {
        // This row is damaged.
      }
    }
  } catch {
    // The rows after the damage cannot be read in this direction.
  }
  return count;
}

/** Reads a table in both directions, because damage stops a scan. */
const readBothWays = (read: (order: 'ASC' | 'DESC') => number): number => Math.max(read('ASC'), read('DESC'));

/** Copies the readable rows of a damaged database into a new one. @returns how many there are in the new one. */
export function salvage(quarantinePath: string, into: RecordDatabase): RecordCount {
  let database: DatabaseSync;
  try {
    database = new DatabaseSync(quarantinePath, { readOnly: true });
  } catch {
    return { queue: 0, history: 0 };
  }
  try {
    return into.transaction(() => {
      readBothWays((order) =>
        readRows(database, `SELECT transfer FROM queue ORDER BY rowid ${order}`, ({ transfer }) =>
          into.queue.put(decodeTransfer(JSON.parse(String(transfer)))),
        ),
      );
      readBothWays((order) =>
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
