import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { userDataFolder } from './user-data-folder.ts';

const name = 'ECR Image Replicator';

test('the folder has the name of the product', () => {
  const manifest: unknown = JSON.parse(
    readFileSync(join(import.meta.dirname, '../../../package.json'), 'utf8'),
  );
  expect(manifest).toMatchObject({ productName: name });
});

test.each<[NodeJS.Platform, Record<string, string>, string]>([
  ['linux', { HOME: '/home/ana' }, join('/home/ana', '.config', name)],
  ['linux', { HOME: '/home/ana', XDG_CONFIG_HOME: '/config' }, join('/config', name)],
  ['linux', { HOME: '/home/ana', XDG_CONFIG_HOME: '' }, join('/home/ana', '.config', name)],
  ['darwin', { HOME: '/Users/ana' }, join('/Users/ana', 'Library', 'Application Support', name)],
  ['win32', { APPDATA: '/Roaming', USERPROFILE: '/Users/ana' }, join('/Roaming', name)],
  ['win32', { USERPROFILE: '/Users/ana' }, join('/Users/ana', 'AppData', 'Roaming', name)],
])('on %s with %j the folder is %s', (platform, environment, expected) => {
  expect(userDataFolder(undefined, environment, platform)).toBe(expected);
});

test('prefers the requested folder, then the one of the environment variable', () => {
  const environment = { HOME: '/home/ana', ECR_IMAGE_REPLICATOR_USER_DATA: '/variable' };
  expect(userDataFolder('/requested', environment)).toBe(resolve('/requested'));
  expect(userDataFolder(undefined, environment)).toBe(resolve('/variable'));
});
