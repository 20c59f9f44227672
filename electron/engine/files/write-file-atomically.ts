import { open, realpath, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createFolder } from './create-folder.ts';
import { fileErrorCode } from './describe-file-error.ts';
import { temporaryPath } from './temporary-file.ts';

interface WriteOptions {
  /** Permissions of the file, before the umask; owner only if absent. */
  readonly mode?: number;
  /** Whether to sync the file to disk, so that it survives a power failure; true if absent. */
  readonly durable?: boolean;
  /** Whether to create a missing folder; true if absent. */
  readonly createFolder?: boolean;
  /** Whether the file that a symbolic link points to is replaced instead of the link; true if absent. */
  readonly followLinks?: boolean;
}

/** Milliseconds between attempts to rename: virus scanners open new files for a moment. */
const renamePauses = [20, 60, 180, 540] as const;

const inUseCodes = new Set<unknown>(['EACCES', 'EBUSY', 'EPERM']);

/** Error codes of file systems and platforms that cannot sync a folder. */
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

/** Syncs a folder to disk if the platform supports it, so that a rename in it survives a power failure. */
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
 * Renames a file within its folder and syncs the folder. Retries for about a second while another program has the file
 * open (EACCES, EBUSY, EPERM).
 * @throws the file system's error.
 */
export async function renameFile(from: string, to: string): Promise<void> {
  await renameWithRetries(from, to);
  await syncFolder(dirname(to));
}

/**
 * Replaces the content of a file atomically: readers see the old content or the new content, also after a power failure.
 * Writes to a temporary file in the same folder and renames it. For a symbolic link, replaces the file that it points to, unless
 * `followLinks` is false.
 *
 * @param text the content, or its parts in order.
 * @throws the error of the file system or of the parts; the old file is then unchanged, unless only the sync of the
 *   folder failed.
 */
export async function writeFileAtomically(
  path: string,
  text: string | AsyncIterable<string>,
  { mode = 0o600, durable = true, createFolder: createsFolder = true, followLinks = true }: WriteOptions = {},
): Promise<void> {
  const target = followLinks ? await realpath(path).catch(() => path) : path;
  const folder = dirname(target);
  const temporary = temporaryPath(folder);
  if (createsFolder) await createFolder(folder, { mode: 0o700 });
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
    // If the temporary file cannot be removed now, it is removed at the next start.
    await rm(temporary, { force: true }).catch(() => undefined);
    throw error;
  }
}
