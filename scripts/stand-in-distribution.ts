import { rmSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { appFolder } from '../e2e/app/launch.ts';
import { packagedExecutable } from '../e2e/electron-stand-in/packaged-executable.ts';

/** The files of Electron's own distribution that electron-builder renames or edits. */
const files: Readonly<Record<string, readonly string[]>> = {
  linux: ['electron', 'LICENSE', 'LICENSES.chromium.html', 'resources/.keep', 'locales/en-US.pak'],
  win32: ['electron.exe', 'LICENSE', 'LICENSES.chromium.html', 'resources/.keep', 'locales/en-US.pak'],
};

/**
 * Makes a folder that looks like Electron's distribution; it is removed when this process ends.
 * @returns its path.
 * @throws on macOS, where an app is more than a folder.
 */
export async function makeStandInDistribution(): Promise<string> {
  const names = files[process.platform];
  if (!names) throw new Error('On macOS packaging needs Electron itself: run npm run electron:install.');
  const folder = await mkdtemp(join(tmpdir(), 'stand-in-distribution-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  for (const name of names) {
    const path = join(folder, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, name.startsWith('electron') ? packagedExecutable : '');
    await chmod(path, 0o755);
  }
  const manifest: unknown = JSON.parse(
    await readFile(join(appFolder, 'node_modules/electron/package.json'), 'utf8'),
  );
  await writeFile(join(folder, 'version'), z.object({ version: z.string() }).parse(manifest).version);
  return folder;
}
