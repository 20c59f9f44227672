import { execFile } from 'node:child_process';
import { copyFileSync, existsSync, linkSync, mkdirSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { appFolder } from '../app/launch.ts';

/** The files of the project, without what git ignores. */
async function listFiles(): Promise<readonly string[]> {
  const args = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const { stdout } = await promisify(execFile)('git', args, { cwd: appFolder, maxBuffer: 16 * 1024 * 1024 });
  return stdout.split('\0').filter((path) => path !== '' && existsSync(join(appFolder, path)));
}

/** Makes a folder with the same files as another, without copying their content where both are on one disk. */
function linkFiles(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) linkFiles(source, target);
    else linkFile(source, target);
  }
}

function linkFile(source: string, target: string): void {
  try {
    linkSync(source, target);
  } catch {
    copyFileSync(source, target);
  }
}

/**
 * Copies the project into another folder. Every package has files there: the bundler orders modules by their paths, also those
 * that add nothing to the build, so that a link to a package would put its modules before or behind the others.
 */
export async function copyProject(folder: string): Promise<void> {
  for (const path of await listFiles()) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    copyFileSync(join(appFolder, path), join(folder, path));
  }
  linkFiles(join(appFolder, 'node_modules'), join(folder, 'node_modules'));
}
