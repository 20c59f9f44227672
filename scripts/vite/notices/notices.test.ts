import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readBundledPackage, withRepositoryLicense } from './bundled-package.ts';
import { formatNotices } from './format-notices.ts';
import { listPackageFolders } from './package-folders.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'notices-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function install(name: string, manifest: object, files: Readonly<Record<string, string>> = {}) {
  const path = join('node_modules', name);
  const contents = { ...files, 'package.json': JSON.stringify({ name, version: '1.0.0', ...manifest }) };
  for (const [file, content] of Object.entries(contents)) {
    await mkdir(dirname(join(folder, path, file)), { recursive: true });
    await writeFile(join(folder, path, file), content);
  }
  return readBundledPackage(folder, path);
}

test('lists the packages of modules, the innermost one where they are nested, and the bundlers that add code', () => {
  const ids = [
    '/app/electron/start.ts',
    '/app/node_modules/semver/index.js',
    '/app/node_modules/semver/classes/semver.js?commonjs-es-import',
    '/app/node_modules/@aws-sdk/core/dist/index.js',
    '/app/node_modules/pacote/node_modules/@scope/inner/a.js',
    '\0commonjs-proxy:/app/node_modules/react/index.js',
    '\0rolldown/runtime.js',
    '\0vite/preload-helper.js',
    '/elsewhere/node_modules/other/index.js',
  ];
  const expected = [
    'node_modules/@aws-sdk/core',
    'node_modules/pacote/node_modules/@scope/inner',
    'node_modules/react',
    'node_modules/rolldown',
    'node_modules/semver',
    'node_modules/vite',
  ];
  expect(listPackageFolders(ids, '/app')).toEqual(expected);
  const onWindows = ids.map((id) => id.replaceAll('/app/', String.raw`C:\app\ `.trimEnd()));
  expect(listPackageFolders(onWindows, String.raw`C:\app`)).toEqual(expected);
});

test('a license that packages have word for word is in the notices once, with what else is to be passed on', async () => {
  const apache = { LICENSE: 'Apache License\r\n\r\nVersion 2.0\n' };
  const packages = [
    await install('first', { license: 'Apache-2.0' }, apache),
    await install('second', { license: 'Apache-2.0' }, apache),
    await install(
      'third',
      { license: 'MIT' },
      { 'license.md': 'MIT License', NOTICE: 'Made by X', 'THIRD-PARTY-LICENSES.txt': 'd3: ISC' },
    ),
  ];
  const notices = formatNotices(packages, ['A font\n']);
  expect(notices.split('Apache License\n\nVersion 2.0')).toHaveLength(2);
  expect(notices).toContain('first 1.0.0 (Apache-2.0)\nsecond 1.0.0 (Apache-2.0)\n\nApache License');
  expect(notices).toContain('third 1.0.0 (MIT)\n\nMIT License\n\nMade by X\n\nd3: ISC\n');
  expect(notices.endsWith('\nA font\n')).toBe(true);
});

test('a package without a license file has the one of its repository, and of no other', async () => {
  const repository = { url: 'git+https://example.com/all.git' };
  const [, same, otherLicense, otherRepository] = withRepositoryLicense([
    await install('a', { license: 'MIT', repository }, { LICENSE: 'MIT of all' }),
    await install('b', { license: 'MIT', repository }),
    await install('c', { license: 'ISC', repository }),
    await install('d', { license: 'MIT', repository: 'other' }),
  ]);
  expect(same?.licenseText).toBe('MIT of all');
  expect(otherLicense?.licenseText).toBeUndefined();
  expect(otherRepository?.licenseText).toBeUndefined();
});

test('a package that is published without a license has the one that the project keeps for this version', async () => {
  const licenses = join(folder, 'scripts/vite/notices/licenses');
  await mkdir(licenses, { recursive: true });
  await writeFile(join(licenses, '@scope__bare@1.0.0.txt'), 'MIT of its author\n');
  expect((await install('@scope/bare', { license: 'MIT' })).licenseText).toBe('MIT of its author');
  const later = await install('@scope/bare', { license: 'MIT', version: '1.0.1' });
  expect(later.licenseText).toBeUndefined();
});
