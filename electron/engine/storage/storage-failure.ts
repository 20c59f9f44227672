import { accessSync, constants, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { StorageFailure, StorageFailureReason } from '../../../shared/models/storage.ts';
import { EngineError } from '../errors/engine-error.ts';

/** Why a database is not used although SQLite reports no error. */
export class DatabaseRefusedError extends Error {
  override readonly name = 'DatabaseRefusedError';
  readonly reason: StorageFailureReason;

  constructor(reason: StorageFailureReason, message: string, cause?: unknown) {
    super(message, { cause });
    this.reason = reason;
  }
}

/** https://www.sqlite.org/rescode.html */
const resultCodes: Readonly<Record<number, StorageFailureReason>> = {
  3: 'access-denied',
  5: 'locked',
  6: 'locked',
  8: 'read-only',
  10: 'io-error',
  11: 'damaged',
  13: 'disk-full',
  26: 'damaged',
};

const systemCodes: Readonly<Record<string, StorageFailureReason>> = {
  ENOSPC: 'disk-full',
  EDQUOT: 'disk-full',
  EROFS: 'read-only',
  EACCES: 'access-denied',
  EPERM: 'access-denied',
  EBUSY: 'locked',
  EISDIR: 'not-a-file',
  ENOTDIR: 'not-a-file',
  EEXIST: 'not-a-file',
};

const property = (error: unknown, name: 'code' | 'errcode'): unknown =>
  error instanceof Error ? Reflect.get(error, name) : undefined;

/** The primary result code of an error of SQLite; undefined for any other error. */
function resultCode(error: unknown): number | undefined {
  const code = property(error, 'errcode');
  return typeof code === 'number' ? code & 0xff : undefined;
}

/** Whether SQLite reports that the file is damaged or is no database (SQLITE_CORRUPT, SQLITE_NOTADB). */
export const isDamaged = (error: unknown): boolean => [11, 26].includes(resultCode(error) ?? 0);

/** The reason of the file system why a file cannot be opened, which SQLite does not report. */
function fileSystemReason(path: string): StorageFailureReason | undefined {
  try {
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats && !stats.isFile()) return 'not-a-file';
    accessSync(dirname(path), constants.W_OK);
    if (stats) accessSync(path, constants.R_OK | constants.W_OK);
    return undefined;
  } catch (error) {
    return systemCodes[String(property(error, 'code'))];
  }
}

function getReason(error: unknown, path: string): StorageFailureReason {
  if (error instanceof DatabaseRefusedError) return error.reason;
  const code = resultCode(error);
  const known = code === undefined ? systemCodes[String(property(error, 'code'))] : resultCodes[code];
  // These two have several causes, which the file system distinguishes.
  if (known !== undefined && known !== 'read-only' && known !== 'io-error') return known;
  return fileSystemReason(path) ?? known ?? 'io-error';
}

/** Classifies an error of the database or of the file system. @param path of the database. */
export function storageFailure(error: unknown, path: string): StorageFailure {
  const detail = error instanceof Error ? error.message : String(error);
  return { reason: getReason(error, path), path, folder: dirname(path), detail };
}

/** The error of one request. @param sentence says what cannot be done, why and where. */
export const storageError = (sentence: string, failure: StorageFailure, cause: unknown): EngineError =>
  new EngineError(
    { code: 'storage', message: sentence, retryable: true, action: 'retry', detail: failure.detail },
    cause,
  );
