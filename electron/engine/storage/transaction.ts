import type { DatabaseSync } from 'node:sqlite';

/**
 * Calls `work` in a transaction. The transaction takes the write lock at its start, so that it cannot fail later because
 * another process writes.
 *
 * @throws what `work` throws, after a rollback, or what SQLite reports.
 */
export function inTransaction<T>(database: DatabaseSync, work: () => T): T {
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    // Some errors, such as a full disk, have already ended the transaction.
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}
