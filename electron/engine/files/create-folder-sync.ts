import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;

/** @returns the error of the file system; undefined when the folder exists. */
function tryToCreate(folder: string, mode: number | undefined): unknown {
  try {
    mkdirSync(folder, mode);
    return undefined;
  } catch (error) {
    return isFolder(folder) ? undefined : error;
  }
}

/** As `createFolder`, for what runs before anything is awaited. @throws the error of the file system. */
export function createFolderSync(folder: string, mode?: number): void {
  let error = tryToCreate(folder, mode);
  const parent = dirname(folder);
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT' && parent !== folder) {
    createFolderSync(parent, mode);
    error = tryToCreate(folder, mode);
  }
  if (error !== undefined) throw error;
}
