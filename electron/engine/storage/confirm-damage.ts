import { closeSync, openSync, readSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { DatabaseRefusedError, isDamaged } from './storage-failure.ts';

const buffer = Buffer.alloc(1024 * 1024);

/** @throws the error of the file system when a part of the file cannot be read. */
function readWhole(path: string): void {
  const file = openSync(path, 'r');
  try {
    while (readSync(file, buffer) > 0);
  } finally {
    closeSync(file);
  }
}

/** Whether a new connection also finds the database damaged. */
function findsDamage(path: string): boolean {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(path, { readOnly: true });
    return database.prepare('PRAGMA quick_check(1)').get()?.['quick_check'] !== 'ok';
  } catch (error) {
    return isDamaged(error);
  } finally {
    database?.close();
  }
}

/**
 * SQLite reports some errors of a disk as damage (https://www.sqlite.org/rescode.html#ioerr_corruptfs): a database is
 * damaged only if all of its file can be read and a new connection finds the same.
 *
 * @throws DatabaseRefusedError `io-error` when the database is not damaged.
 */
export function confirmDamage(path: string, cause: unknown): void {
  try {
    readWhole(path);
  } catch (error) {
    throw new DatabaseRefusedError('io-error', String(error), cause);
  }
  if (!findsDamage(path)) throw new DatabaseRefusedError('io-error', String(cause), cause);
}
