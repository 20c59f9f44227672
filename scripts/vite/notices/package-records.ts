import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { listPackageFolders } from './package-folders.ts';

/** One list for each part of the app: the folders of the packages in it. */
const recordsFolder = (projectFolder: string): string => join(projectFolder, 'out', 'packages');

const recordSchema = z.array(z.string());

/**
 * Writes which packages the modules of a bundle come from. Builds of the same sources can run at the same time.
 *
 * @param projectFolder the folder with `node_modules`.
 * @param part names the bundle.
 * @param ids the modules in it.
 */
export async function recordPackages(
  projectFolder: string,
  part: string,
  ids: readonly string[],
): Promise<void> {
  const folder = recordsFolder(projectFolder);
  await mkdir(folder, { recursive: true });
  const temporary = join(folder, `${part}.${process.pid}`);
  await writeFile(temporary, `${JSON.stringify(listPackageFolders(ids, projectFolder), null, 2)}\n`);
  await rename(temporary, join(folder, `${part}.json`));
}

/** @returns the folders of all packages that were recorded, relative to the project, sorted. */
export async function readPackageRecords(projectFolder: string): Promise<readonly string[]> {
  const folder = recordsFolder(projectFolder);
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json'));
  const records = await Promise.all(
    names.map(async (name) => recordSchema.parse(JSON.parse(await readFile(join(folder, name), 'utf8')))),
  );
  return [...new Set(records.flat())].toSorted();
}
