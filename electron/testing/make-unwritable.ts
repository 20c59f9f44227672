import { mkdir, rename, symlink } from 'node:fs/promises';
import { join } from 'node:path';

/** Characters of a path in which there is room for a short name alone; a whole path has at most 4,095 on Linux. */
const longest = 4_050;

/**
 * Makes a file one that is read, and that nothing can take the place of, whoever runs the test: a link to a folder whose
 * path is so long that no temporary file has room in it. For Linux.
 *
 * @param folder where that folder is made.
 */
export async function makeUnwritable(path: string, folder: string): Promise<void> {
  let full = join(folder, 'full');
  while (full.length < longest) full = join(full, 'd'.repeat(Math.min(200, longest - full.length)));
  await mkdir(full, { recursive: true });
  const moved = join(full, 'file');
  await rename(path, moved);
  await symlink(moved, path);
}
