import { expect, test } from '@playwright/test';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { buildIfStale } from '../app/build-app.ts';
import { appFolder } from '../app/launch.ts';
import { copyProject } from './copy-project.ts';

/** The parts of the app: folders of a build. */
const parts = ['main', 'preload', 'renderer'];

/** The paths of all files of a part, relative to `out`. */
async function listPart(out: string, part: string): Promise<readonly string[]> {
  const entries = await readdir(join(out, part), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(out, join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
}

/** The hash of every file of a build. Only the parts are read: beside them tests write and remove folders of their own. */
async function readHashes(projectFolder: string): Promise<Readonly<Record<string, string>>> {
  const out = join(projectFolder, 'out');
  const paths = (await Promise.all(parts.map((part) => listPart(out, part)))).flat();
  const hashes = paths.map(async (path) => {
    const content = await readFile(join(out, path));
    return [path, createHash('sha256').update(content).digest('hex')] as const;
  });
  return Object.fromEntries(await Promise.all(hashes));
}

test('two builds in different folders give the same files', async () => {
  buildIfStale();
  // On the same disk as the packages, whose files are linked.
  const folder = await mkdtemp(join(appFolder, 'out', 'another-folder-'));
  try {
    await copyProject(folder);
    const electronVite = join(appFolder, 'node_modules/electron-vite/bin/electron-vite.js');
    await promisify(execFile)(process.execPath, [electronVite, 'build'], { cwd: folder });
    const [first, second] = [await readHashes(appFolder), await readHashes(folder)];
    expect(Object.keys(first).length).toBeGreaterThan(100);
    expect(second).toEqual(first);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
