import { closeSync, existsSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { createFolderSync } from '../files/create-folder-sync.ts';
import { migrate, recordsVersion } from './migrations.ts';
import { inTransaction } from './transaction.ts';

/** Milliseconds that a statement waits for the lock of another process; a longer wait freezes the window. */
const lockTimeout = 100;

const settings = `
  PRAGMA synchronous = FULL;
  PRAGMA fullfsync = ON;
  PRAGMA temp_store = MEMORY;
  PRAGMA trusted_schema = OFF;
  PRAGMA cache_size = -16000;
`;

/**
 * Removes the journal of a process that was killed when it started to write. The journal needs no rollback, and SQLite
 * keeps it until the next write, so this writes without a change.
 */
function removeStaleJournal(database: DatabaseSync, path: string): void {
  if (!existsSync(`${path}-journal`)) return;
  try {
    inTransaction(database, () => database.exec(`PRAGMA user_version = ${recordsVersion}`));
  } catch {
    // Another process is writing and uses the journal, or the file cannot be written, which the next change reports.
  }
}

function openAs(path: string, readOnly: boolean): DatabaseSync {
  const database = new DatabaseSync(path, { timeout: lockTimeout, readOnly });
  try {
    database.exec(settings);
    migrate(database);
    if (!readOnly) removeStaleJournal(database, path);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/**
 * Opens the database with access for the current user only, creates a missing one, and migrates it to the current
 * version. A file that cannot be written is opened for reading, if it has the current version. The journal is a rollback
 * journal, because a write-ahead log does not work on network file systems (https://www.sqlite.org/wal.html).
 *
 * @throws what SQLite or the file system reports, or DatabaseRefusedError.
 */
export function openDatabase(path: string): DatabaseSync {
  try {
    createFolderSync(dirname(path), 0o700);
    closeSync(openSync(path, 'a', 0o600));
  } catch (error) {
    if (!existsSync(path)) throw error;
    try {
      return openAs(path, true);
    } catch {
      throw error;
    }
  }
  return openAs(path, false);
}
