import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { userDataFolder } from './user-data-folder.ts';

const name = 'ECR Image Replicator';

test('it is named after the product, as Electron does it', () => {
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
])('on %s with %j it is %s', (platform, environment, expected) => {
  expect(userDataFolder(undefined, environment, platform)).toBe(expected);
});

test('the one given comes first, then the one that the environment names', () => {
  const environment = { HOME: '/home/ana', ECR_IMAGE_REPLICATOR_USER_DATA: '/named' };
  expect(userDataFolder('/given', environment)).toBe(resolve('/given'));
  expect(userDataFolder(undefined, environment)).toBe(resolve('/named'));
});
