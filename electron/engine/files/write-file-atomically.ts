import { mkdir, open, realpath, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileErrorCode } from './describe-file-error.ts';
import { temporaryPath } from './temporary-file.ts';

interface WriteOptions {
  /** Permissions of the file; for its owner only unless given. The process's umask applies. */
  readonly mode?: number;
  /** Whether to wait until it outlasts a loss of power; true unless given. A killed process loses nothing either way. */
  readonly durable?: boolean;
  /** Whether to create the folder where it is missing; true unless given. */
  readonly createFolder?: boolean;
}

/** Milliseconds between two attempts to rename: a virus scanner keeps a new file open for a moment. */
const renamePauses = [20, 60, 180, 540] as const;

const inUseCodes = new Set<unknown>(['EACCES', 'EBUSY', 'EPERM']);

/** What a file system or a platform answers that cannot sync a folder. */
const cannotSyncCodes = new Set<unknown>([
  'EACCES',
  'EBADF',
  'EINVAL',
  'EISDIR',
  'ENOSYS',
  'ENOTSUP',
  'EPERM',
]);

async function renameWithRetries(from: string, to: string): Promise<void> {
  for (const milliseconds of renamePauses) {
    try {
      return await rename(from, to);
    } catch (error) {
      if (!inUseCodes.has(fileErrorCode(error))) throw error;
      await pause(milliseconds);
    }
  }
  return rename(from, to);
}

/** Makes a rename in the folder outlast a loss of power, where the platform can. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  try {
    const handle = await open(folder, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (!cannotSyncCodes.has(fileErrorCode(error))) throw error;
  }
}

/**
 * Renames a file within its folder so that it outlasts a loss of power. Tries again for about a second where another
 * program has the file open (EACCES, EBUSY, EPERM).
 * @throws the file system's error.
 */
export async function renameFile(from: string, to: string): Promise<void> {
  await renameWithRetries(from, to);
  await syncFolder(dirname(to));
}

/**
 * Writes a file, whole or by its parts in order, and its folder where that is missing. A reader sees the old file or the new one, never a part, even
 * when the power goes. A symbolic link stays: the file that it points to is replaced.
 * @throws the file system's error, or that of the parts; the old file is then as it was, except where only the sync of the folder failed.
 */
export async function writeFileAtomically(
  path: string,
  text: string | AsyncIterable<string>,
  { mode = 0o600, durable = true, createFolder = true }: WriteOptions = {},
): Promise<void> {
  const target = await realpath(path).catch(() => path);
  const folder = dirname(target);
  const temporary = temporaryPath(folder);
  if (createFolder) await mkdir(folder, { recursive: true, mode: 0o700 });
  try {
    const file = await open(temporary, 'wx', mode);
    try {
      await file.writeFile(text);
      if (durable) await file.sync();
    } finally {
      await file.close();
    }
    await renameWithRetries(temporary, target);
    if (durable) await syncFolder(folder);
  } catch (error) {
    // What cannot be removed now is removed at the next start; the error to report is the first one.
    await rm(temporary, { force: true }).catch(() => undefined);
    throw error;
  }
}
