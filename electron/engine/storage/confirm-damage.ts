import { closeSync, openSync, readSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { DatabaseRefusedError, isDamaged } from './storage-failure.ts';

const portion = Buffer.alloc(1024 * 1024);

/** @throws the file system's error where a part of the file cannot be read. */
function readWhole(path: string): void {
  const file = openSync(path, 'r');
  try {
    while (readSync(file, portion) > 0);
  } finally {
    closeSync(file);
  }
}

/** Whether a connection of its own finds the database damaged as well. */
function isFoundDamaged(path: string): boolean {
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
 * @throws DatabaseRefusedError `io-error` where it is not.
 */
export function confirmDamage(path: string, cause: unknown): void {
  try {
    readWhole(path);
  } catch (error) {
    throw new DatabaseRefusedError('io-error', String(error), cause);
  }
  if (!isFoundDamaged(path)) throw new DatabaseRefusedError('io-error', String(cause), cause);
}
