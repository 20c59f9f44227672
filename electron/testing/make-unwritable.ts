import { mkdir, rename, symlink } from 'node:fs/promises';
import { join } from 'node:path';

/** Length of a folder path that leaves room only for a short file name; Linux limits a path to 4,095 characters. */
const folderLength = 4_050;

/**
 * Makes a file readable but not replaceable for every user including root: moves it into a folder whose path is too long
 * for a temporary file, and replaces it with a symbolic link. For Linux.
 *
 * @param folder the parent of the new folder.
 */
export async function makeUnwritable(path: string, folder: string): Promise<void> {
  let longPath = join(folder, 'full');
  while (longPath.length < folderLength)
    longPath = join(longPath, 'd'.repeat(Math.min(200, folderLength - longPath.length)));
  await mkdir(longPath, { recursive: true });
  const moved = join(longPath, 'file');
  await rename(path, moved);
  await symlink(moved, path);
}
