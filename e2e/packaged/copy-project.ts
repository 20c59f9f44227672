import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { copyFile, link, mkdir, readdir, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { readPackageRecords } from '../../scripts/vite/notices/package-records.ts';
import { appFolder } from '../app/launch.ts';

/** The files of the project, without what git ignores. */
async function listFiles(): Promise<readonly string[]> {
  const args = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const { stdout } = await promisify(execFile)('git', args, { cwd: appFolder, maxBuffer: 16 * 1024 * 1024 });
  return stdout.split('\0').filter((path) => path !== '' && existsSync(join(appFolder, path)));
}

/** Makes a folder with the same files as another, without copying their content. */
async function linkFiles(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) await linkFiles(source, target);
    else await link(source, target).catch(() => copyFile(source, target));
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
 * Copies the project into another folder. Packages that are in the build have files there, so that their
 * paths differ as well; the tools that build are the same.
 */
export async function copyProject(folder: string): Promise<void> {
  for (const path of await listFiles()) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await copyFile(join(appFolder, path), join(folder, path));
  }
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
