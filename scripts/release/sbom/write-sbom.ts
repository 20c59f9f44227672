import { execFile } from 'node:child_process';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import type { BundledPackage } from '../../vite/notices/bundled-package.ts';
import { createSbom } from './create-sbom.ts';

/** In the folder of the resources of a packaged app, and in `out/` of a checkout. */
export const sbomName = 'sbom.cdx.json';

/** npm is a batch file on Windows. */
const isWindows = process.platform === 'win32';

const readJson = async (path: string): Promise<unknown> => JSON.parse(await readFile(path, 'utf8'));

/** The time of the sources: SOURCE_DATE_EPOCH (https://reproducible-builds.org/specs/source-date-epoch/), or that of the commit. */
async function readSourceTime(projectFolder: string): Promise<Date | undefined> {
  const given = process.env['SOURCE_DATE_EPOCH'];
  if (given !== undefined) return new Date(Number(given) * 1000);
  try {
    const { stdout } = await promisify(execFile)('git', ['log', '-1', '--format=%ct'], {
      cwd: projectFolder,
    });
    return new Date(Number(stdout) * 1000);
  } catch {
    return undefined; // Sources without a repository.
  }
}

/** With `NODE_ENV=production`, which a build sets, npm leaves out what is also needed for development. */
const everything = ['--include=dev', '--include=optional', '--include=peer'];

async function readNpmSbom(projectFolder: string): Promise<unknown> {
  const { stdout } = await promisify(execFile)(
    'npm',
    ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only', ...everything],
    { cwd: projectFolder, shell: isWindows, maxBuffer: 64 * 1024 * 1024 },
  );
  return JSON.parse(stdout);
}

/** Writes the software bill of materials of the app: its packages, and Electron. @returns its path. */
export async function writeSbom(
  projectFolder: string,
  packages: readonly BundledPackage[],
  output = join(projectFolder, 'out'),
): Promise<string> {
  const { productName } = z
    .object({ productName: z.string() })
    .parse(await readJson(join(projectFolder, 'package.json')));
  const { version } = z
    .object({ version: z.string() })
    .parse(await readJson(join(projectFolder, 'node_modules/electron/package.json')));
  const sbom = createSbom({
    npmSbom: await readNpmSbom(projectFolder),
    contained: [...packages, { name: 'electron', version }],
    productName,
    timestamp: await readSourceTime(projectFolder),
  });
  const path = join(output, sbomName);
  const temporary = `${path}.${process.pid}`;
  await writeFile(temporary, `${JSON.stringify(sbom, null, 2)}\n`);
  await rename(temporary, path);
  return path;
}
