import type { DatabaseSync } from 'node:sqlite';

/**
 * Does all of the work or none of it. The transaction takes the write lock at its start, so that it never fails half-way
 * because another process writes.
 */
export function inTransaction<T>(database: DatabaseSync, work: () => T): T {
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    // Some errors, such as a full disk, have ended the transaction already.
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}
