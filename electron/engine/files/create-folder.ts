import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { describeFileError, fileErrorCode } from './describe-file-error.ts';

// The recursive mkdir of Node.js never ends where mkdir reports ENOENT although the parent exists, as in /proc.

interface FolderOptions {
  /** Of each folder that is created. */
  readonly mode?: number;
  /** Called for each folder that is created, parents first. */
  readonly onCreate?: (folder: string) => void;
}

const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );

async function createOne(folder: string, { mode, onCreate }: FolderOptions): Promise<void> {
  try {
    await mkdir(folder, { ...(mode !== undefined && { mode }) });
  } catch (error) {
    if (await isFolder(folder)) return;
    throw error;
  }
  onCreate?.(folder);
}

const mayLackParent = (error: unknown, folder: string): boolean =>
  fileErrorCode(error) === 'ENOENT' && dirname(folder) !== folder;

/** Creates a folder and its missing parents, unless it exists. @throws the error of the file system. */
export async function createFolder(folder: string, options: FolderOptions = {}): Promise<void> {
  try {
    await createOne(folder, options);
  } catch (error) {
    if (!mayLackParent(error, folder)) throw error;
    await createFolder(dirname(folder), options);
    await createOne(folder, options);
  }
}

/** Describes in one sentence why a folder cannot be created or written to. */
export function describeFolderError(error: unknown): string {
  const code = fileErrorCode(error);
  if (code === 'EEXIST' || code === 'ENOTDIR') return 'It is a file.';
  if (code === 'ENOENT') return 'Its file system allows no new folder there (ENOENT).';
  return describeFileError(error);
}
