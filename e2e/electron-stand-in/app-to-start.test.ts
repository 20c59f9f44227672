import { flipFuses, FuseV1Options, FuseVersion } from '@electron/fuses';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findAppToStart } from './app-to-start.ts';
import { parseLaunchArguments } from './launch-arguments.ts';
import { packagedExecutable } from './packaged-executable.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'app-to-start-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** An executable beside its resources, as electron-builder writes them. */
async function makePackage(
  name: string,
  resources: readonly string[],
  fuses: Partial<Record<FuseV1Options, boolean>> = {},
): Promise<string> {
  const executable = join(folder, name);
  await writeFile(executable, packagedExecutable);
  await flipFuses(executable, { version: FuseVersion.V1, ...fuses });
  for (const resource of resources) {
    const path = join(folder, 'resources', resource);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, '');
  }
  return executable;
}

const ofPlaywright = parseLaunchArguments([
  '--no-sandbox',
  '--inspect=0',
  '--remote-debugging-port=0',
  'word',
]);

test('an executable named electron starts what its command line names', async () => {
  const executable = await makePackage('electron', ['app.asar']);
  expect(await findAppToStart(executable, ofPlaywright)).toEqual({
    app: 'word',
    isPackaged: false,
    resources: undefined,
    preloads: [],
    inspect: true,
    debuggingPort: true,
    chromiumSwitches: ['--no-sandbox'],
  });
  await expect(findAppToStart(executable, parseLaunchArguments([]))).rejects.toThrow('No app to start');
});

test('an executable with another name starts the archive beside it', async () => {
  const executable = await makePackage('fixture', ['app.asar', 'app/package.json']);
  expect(await findAppToStart(executable, ofPlaywright)).toEqual({
    app: join(folder, 'resources', 'app.asar'),
    isPackaged: true,
    resources: join(folder, 'resources'),
    preloads: [],
    inspect: true,
    debuggingPort: true,
    chromiumSwitches: [],
  });
});

test('the fuse OnlyLoadAppFromAsar decides whether a folder is taken for the app', async () => {
  const resources = ['app/package.json'];
  const open = await makePackage('open', resources, { [FuseV1Options.OnlyLoadAppFromAsar]: false });
  expect(await findAppToStart(open, ofPlaywright)).toMatchObject({ app: join(folder, 'resources', 'app') });
  const closed = await makePackage('closed', resources, { [FuseV1Options.OnlyLoadAppFromAsar]: true });
  await expect(findAppToStart(closed, ofPlaywright)).rejects.toThrow('Unable to find a valid app');
});

test('the fuse EnableNodeCliInspectArguments decides whether the main process can be debugged', async () => {
  const fuse = FuseV1Options.EnableNodeCliInspectArguments;
  const executable = await makePackage('fixture', ['app.asar'], { [fuse]: false });
  expect(await findAppToStart(executable, ofPlaywright)).toMatchObject({ inspect: false });
});
