import { access } from 'node:fs/promises';
import { join } from 'node:path';

/** The archive of the function, by its name in an export and beside the program. */
export const archiveName = 'ecr-image-replicator-lambda.zip';

/** @returns the path of the archive in the first of these folders that has it; undefined when none has. */
export async function findFunctionArchive(folders: readonly string[]): Promise<string | undefined> {
  for (const folder of folders) {
    const path = join(folder, archiveName);
    try {
      await access(path);
      return path;
    } catch {
      // A checkout without a built archive, or an installation without one.
    }
  }
  return undefined;
}
