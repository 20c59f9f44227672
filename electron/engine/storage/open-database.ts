import { closeSync, existsSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { migrate, recordsVersion } from './migrations.ts';
import { inTransaction } from './transaction.ts';

/** Milliseconds that a statement waits for another process's lock; longer would stop the window. */
const lockTimeout = 100;

const settings = `
  PRAGMA synchronous = FULL;
  PRAGMA fullfsync = ON;
  PRAGMA temp_store = MEMORY;
  PRAGMA trusted_schema = OFF;
  PRAGMA cache_size = -16000;
`;

/**
 * A process that is killed as it begins to write leaves a journal that needs no rollback. SQLite keeps it until the next
 * write; this is one that changes nothing.
 */
function removeStaleJournal(database: DatabaseSync, path: string): void {
  if (!existsSync(`${path}-journal`)) return;
  try {
    inTransaction(database, () => database.exec(`PRAGMA user_version = ${recordsVersion}`));
  } catch {
    // Another process is writing: the journal is in use. Or nothing can be written, which the next change reports.
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
 * Opens the database for this person alone, creates it where it is missing, and brings it to the present version. Where
 * it cannot be written it is opened for reading, if it has the present version.
 * The rollback journal works on network file systems, where a write-ahead log does not.
 * @throws what SQLite or the file system reports, or DatabaseRefusedError.
 */
export function openDatabase(path: string): DatabaseSync {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
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
