import { extractFile, listPackage } from '@electron/asar';
import { expect, test } from '@playwright/test';
import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { appFolder } from './launch.ts';

/** Finds the app's archive in what electron-builder made, whatever the system's layout is. */
async function findArchive(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true });
  const archive = entries.find((entry) => entry.endsWith('app.asar'));
  if (!archive) throw new Error(`There is no app.asar in ${folder}.`);
  return join(folder, archive);
}

test('the packaged app holds its built files and nothing else', async ({
  colorScheme: _unused,
}, testInfo) => {
  test.setTimeout(120_000);
  const output = testInfo.outputPath('package');
  await promisify(execFile)(process.execPath, ['e2e/commands/package.ts', '--output', output], {
    cwd: appFolder,
  });

  const archive = await findArchive(output);
  const listed = listPackage(archive, { isPack: false }).map((path) => path.replaceAll('\\', '/'));
  const built = await Promise.all(
    ['out/main', 'out/preload', 'out/renderer'].map(async (folder) => {
      const entries = await readdir(join(appFolder, folder), { recursive: true });
      return [folder, ...entries.map((entry) => `${folder}/${entry}`)];
    }),
  );
  const expected = ['out', 'package.json', ...built.flat().filter((path) => !path.endsWith('.map'))];
  expect(listed.toSorted()).toEqual(expected.map((path) => `/${path.replaceAll('\\', '/')}`).toSorted());

  const manifest: unknown = JSON.parse(extractFile(archive, 'package.json').toString());
  expect(manifest).toMatchObject({ name: 'ecr-image-replicator', main: 'out/main/main.cjs' });
  expect(listed).toEqual(
    expect.arrayContaining(['/out/main/main.cjs', '/out/preload/preload.cjs', '/out/renderer/index.html']),
  );

  const folders = listed.filter((path) => listed.some((other) => other.startsWith(`${path}/`)));
  const files = listed.filter((path) => !folders.includes(path));
  const naming = files.filter((path) => extractFile(archive, path.slice(1)).includes(appFolder));
  expect(naming, 'no file names a folder of the machine it was built on').toEqual([]);
});
