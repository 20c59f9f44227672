import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

/** A package with modules in the app. */
export interface BundledPackage {
  /** Relative to the project. */
  readonly folder: string;
  readonly name: string;
  readonly version: string;
  /** An SPDX expression. */
  readonly license: string | undefined;
  readonly repository: string | undefined;
  /** The file that has the license itself. */
  readonly licenseText: string | undefined;
  /** What the license asks to pass on beside it: NOTICE files, and licenses of what the package copied. */
  readonly notices: readonly string[];
}

const manifestSchema = z.object({
  name: z.string(),
  version: z.string(),
  license: z.string().optional(),
  repository: z.union([z.string(), z.object({ url: z.string() })]).optional(),
});

const licenseName = /^(?:licen[cs]e|copying)(?:[.-]|$)/i;
const noticeName = /^(?:notice|third-?party)/i;

/** Follows in Vite's license file; it is about the tool, not about the module that it adds to a bundle. */
const toolsOnly = /\n# Licenses of bundled dependencies\n[^]*$/;

const readText = async (path: string): Promise<string> =>
  (await readFile(path, 'utf8')).replaceAll('\r\n', '\n').replace(toolsOnly, '').trim();

/**
 * The licenses of packages that contain none, by name and version: an update of such a package is
 * checked again.
 */
const ownLicenses = 'scripts/vite/notices/licenses';

async function readOwnLicense(
  projectFolder: string,
  name: string,
  version: string,
): Promise<readonly string[]> {
  const path = join(projectFolder, ownLicenses, `${name.replaceAll('/', '__')}@${version}.txt`);
  return existsSync(path) ? [await readText(path)] : [];
}

/** @returns what a package says of its license. @throws if it is not installed. */
export async function readBundledPackage(projectFolder: string, folder: string): Promise<BundledPackage> {
  const path = join(projectFolder, folder);
  const manifest = manifestSchema.parse(JSON.parse(await readFile(join(path, 'package.json'), 'utf8')));
  const names = (await readdir(path)).toSorted();
  const { name, version, license, repository } = manifest;
  const files = names.filter((each) => licenseName.test(each));
  const licenses =
    files.length > 0
      ? await Promise.all(files.map((each) => readText(join(path, each))))
      : await readOwnLicense(projectFolder, name, version);
  return {
    folder,
    name,
    version,
    license,
    repository: typeof repository === 'string' ? repository : repository?.url,
    licenseText: licenses.length > 0 ? licenses.join('\n\n') : undefined,
    notices: await Promise.all(
      names.filter((each) => noticeName.test(each)).map((each) => readText(join(path, each))),
    ),
  };
}

/**
 * Gives packages without a license file that of another package of the same repository and license: a repository with many
 * packages has one license for them, and not every package contains it.
 */
export const withRepositoryLicense = (packages: readonly BundledPackage[]): readonly BundledPackage[] =>
  packages.map((each) => {
    if (each.licenseText !== undefined || each.repository === undefined) return each;
    const sibling = packages.find(
      ({ repository, license, licenseText }) =>
        licenseText !== undefined && repository === each.repository && license === each.license,
    );
    return { ...each, licenseText: sibling?.licenseText };
  });
