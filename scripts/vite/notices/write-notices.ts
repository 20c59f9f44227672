import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { BundledPackage } from './bundled-package.ts';
import { readBundledPackage, withRepositoryLicense } from './bundled-package.ts';
import { formatNotices } from './format-notices.ts';
import { readPackageRecords } from './package-records.ts';

/** In the folder of the resources of a packaged app, and in `out/` of a checkout. */
export const noticesName = 'THIRD-PARTY-NOTICES.txt';

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT';

/**
 * Reads all packages of which parts of the app were built. A record that an earlier build has left can name a package that is
 * no longer installed; the build of its part replaces it.
 */
export async function readBundledPackages(projectFolder: string): Promise<readonly BundledPackage[]> {
  const packages = await Promise.all(
    (await readPackageRecords(projectFolder)).map(async (folder) => {
      try {
        return await readBundledPackage(projectFolder, folder);
      } catch (error) {
        if (isMissing(error)) return [];
        throw error;
      }
    }),
  );
  return withRepositoryLicense(packages.flat());
}

/** Writes the notices of the packages in all parts that were built so far. @returns these packages. */
export async function writeNotices(projectFolder: string): Promise<readonly BundledPackage[]> {
  const packages = await readBundledPackages(projectFolder);
  // Cloudscape's own notices do not name the font that it contains.
  const openSans = await readFile(join(projectFolder, 'scripts/vite/notices/open-sans.txt'), 'utf8');
  const path = join(projectFolder, 'out', noticesName);
  await mkdir(dirname(path), { recursive: true });
  const temporary = `${path}.${process.pid}`;
  await writeFile(temporary, formatNotices(packages, [openSans]));
  await rename(temporary, path);
  return packages;
}
