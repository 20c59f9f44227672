import { cp, link, mkdir, readdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { readPackageRecords } from '../../scripts/vite/notices/package-records.ts';
import { appFolder } from '../app/launch.ts';

/** What the build reads. */
const sources = [
  'electron',
  'renderer',
  'shared',
  'scripts/vite',
  'electron.vite.config.ts',
  'package.json',
  'e2e/tsconfig.json',
  'scripts/tsconfig.json',
  'tsconfig.base.json',
  'tsconfig.json',
];

/** Makes a folder with the same files as another, without copying their content. */
async function linkFiles(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) await linkFiles(source, target);
    else await link(source, target).catch(() => cp(source, target));
  }
}

/** The names in a folder of packages; those of a scope with it. */
async function listPackages(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder);
  const inScopes = names
    .filter((name) => name.startsWith('@'))
    .map(async (scope) => (await readdir(join(folder, scope))).map((name) => `${scope}/${name}`));
  return [...names.filter((name) => !name.startsWith('@')), ...(await Promise.all(inScopes)).flat()];
}

/**
 * Copies what the build of the app reads into another folder. Packages that are in the build have files there, so that their
 * paths differ as well; the tools that build are the same.
 */
export async function copyProject(folder: string): Promise<void> {
  for (const source of sources) await cp(join(appFolder, source), join(folder, source), { recursive: true });
  const bundled = await readPackageRecords(appFolder);
  const tools = ['node_modules/vite', 'node_modules/rolldown'];
  for (const name of await listPackages(join(appFolder, 'node_modules'))) {
    const path = `node_modules/${name}`;
    const isBundled = bundled.some((each) => each === path || each.startsWith(`${path}/`));
    if (isBundled && !tools.includes(path)) await linkFiles(join(appFolder, path), join(folder, path));
    else {
      await mkdir(join(folder, path, '..'), { recursive: true });
      await symlink(join(appFolder, path), join(folder, path), 'junction');
    }
  }
}
