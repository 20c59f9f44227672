import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { appFolder } from '../e2e/app/launch.ts';

const message =
  '#!/bin/sh\necho "This stands in for Electron. Package the app where Electron can be downloaded." >&2\nexit 1\n';

/**
 * The fuses as Electron 45 is delivered with them: sentinel, version of the scheme, their number, then a digit for each.
 * https://www.electronjs.org/docs/latest/tutorial/fuses#the-hard-way
 */
const fuseWire = `dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX\u0001\u0009101100011`;

/** Carries the fuses as Electron's executable does, so that packaging really sets them. */
const executable = `${message}${fuseWire}\n`;

/** The files of Electron's own distribution that electron-builder renames or edits. */
const files: Readonly<Record<string, readonly string[]>> = {
  linux: ['electron', 'LICENSE', 'LICENSES.chromium.html', 'resources/.keep', 'locales/en-US.pak'],
  win32: ['electron.exe', 'LICENSE', 'LICENSES.chromium.html', 'resources/.keep', 'locales/en-US.pak'],
};

/** Makes a folder that looks like Electron's distribution. @returns its path. @throws on macOS, where an app is more than a folder. */
export async function makeStandInDistribution(): Promise<string> {
  const names = files[process.platform];
  if (!names) throw new Error('On macOS packaging needs Electron itself: run npm run electron:install.');
  const folder = join(appFolder, 'out', 'stand-in-distribution');
  await rm(folder, { recursive: true, force: true });
  for (const name of names) {
    const path = join(folder, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, name.startsWith('electron') ? executable : '');
    await chmod(path, 0o755);
  }
  const manifest: unknown = JSON.parse(
    await readFile(join(appFolder, 'node_modules/electron/package.json'), 'utf8'),
  );
  await writeFile(join(folder, 'version'), z.object({ version: z.string() }).parse(manifest).version);
  return folder;
}
