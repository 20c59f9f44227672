import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Policy, PolicyReading } from '../policy/policy.ts';
import type { Installation } from './installation.ts';
import { decideDelivery } from './installation.ts';
import { hasTeam, readInstallation } from './read-installation.ts';

const none: PolicyReading = { kind: 'none' };
const read = (policy: Policy): PolicyReading => ({ kind: 'read', source: '', policy, unknownKeys: [] });

const unpacked: Installation = {
  platform: 'linux',
  isPackaged: true,
  appImage: undefined,
  packageType: undefined,
  hasUninstaller: false,
  isSigned: false,
};
const appImage = { ...unpacked, appImage: { path: '/home/ana/app.AppImage', canReplace: true } };
const windows = { ...unpacked, platform: 'win32' } as const;
const mac = { ...unpacked, platform: 'darwin' } as const;

test.each<[string, Installation, object]>([
  ['an AppImage', appImage, { kind: 'install', method: 'app-image' }],
  [
    'an AppImage in a folder of the system',
    { ...appImage, appImage: { path: '/opt/app.AppImage', canReplace: false } },
    { kind: 'notify', reason: 'not-writable' },
  ],
  ['a deb package', { ...unpacked, packageType: 'deb' }, { kind: 'notify', reason: 'package-manager' }],
  [
    'an rpm package that an AppImage started',
    { ...appImage, packageType: 'rpm' },
    { kind: 'notify', reason: 'package-manager' },
  ],
  ['a tar.gz archive', unpacked, { kind: 'notify', reason: 'archive' }],
  ['the sources', { ...appImage, isPackaged: false }, { kind: 'notify', reason: 'source' }],
  ['an installer of Windows', { ...windows, hasUninstaller: true }, { kind: 'install', method: 'nsis' }],
  ['a zip archive of Windows', windows, { kind: 'notify', reason: 'archive' }],
  ['a signed app of macOS', { ...mac, isSigned: true }, { kind: 'install', method: 'squirrel-mac' }],
  ['an unsigned app of macOS', mac, { kind: 'notify', reason: 'not-signed' }],
])('decides for %s', (_what, installation, delivery) => {
  expect(decideDelivery(installation, none, true)).toEqual(delivery);
});

test('installs nothing without a key, and nothing that the policy forbids', () => {
  expect(decideDelivery(appImage, none, false)).toEqual({ kind: 'notify', reason: 'no-key' });
  expect(decideDelivery(appImage, read({ updates: 'allowed' }), true).kind).toBe('install');
  expect(decideDelivery(appImage, read({ updates: 'notify' }), true)).toEqual({
    kind: 'notify',
    reason: 'policy',
  });
  expect(decideDelivery(appImage, read({ updates: 'off' }), true)).toEqual({ kind: 'off', reason: 'policy' });
});

test('a policy that cannot be read turns updates off', () => {
  const failed: PolicyReading = { kind: 'failed', source: '/etc/policy.json', problem: 'It is not JSON.' };
  expect(decideDelivery(appImage, failed, true)).toEqual({ kind: 'off', reason: 'policy-unreadable' });
});

test('reads whether a team signed an app of macOS', () => {
  expect(hasTeam('Signature size=9012\nTeamIdentifier=AB12CD34EF\n')).toBe(true);
  expect(hasTeam('Signature=adhoc\nTeamIdentifier=not set\n')).toBe(false);
  expect(hasTeam('code object is not signed at all')).toBe(false);
});

describe('an installation', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'installation-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const facts = (platform: NodeJS.Platform, environment: Record<string, string> = {}) => ({
    platform,
    isPackaged: true,
    execPath: join(folder, 'mount', 'app'),
    resourcesPath: join(folder, 'resources'),
    appName: 'ECR Image Replicator',
    environment,
  });

  test('is an AppImage only where the process runs from its mount', async () => {
    const path = join(folder, 'app.AppImage');
    await writeFile(path, '');
    const environment = { APPIMAGE: path, APPDIR: join(folder, 'mount') };
    expect((await readInstallation(facts('linux', environment))).appImage).toEqual({
      path,
      canReplace: true,
    });
    const other = { APPIMAGE: path, APPDIR: join(folder, 'other') };
    expect((await readInstallation(facts('linux', other))).appImage).toBeUndefined();
    expect((await readInstallation(facts('linux'))).appImage).toBeUndefined();
    const missing = { APPIMAGE: join(folder, 'gone'), APPDIR: join(folder, 'mount') };
    expect((await readInstallation(facts('linux', missing))).appImage).toMatchObject({ canReplace: false });
  });

  test('has the type of its package', async () => {
    await mkdir(join(folder, 'resources'));
    await writeFile(join(folder, 'resources', 'package-type'), 'deb\n');
    expect(await readInstallation(facts('linux'))).toMatchObject({ packageType: 'deb' });
  });

  test('is installed on Windows when its uninstaller is beside it', async () => {
    expect(await readInstallation(facts('win32'))).toMatchObject({ hasUninstaller: false });
    await mkdir(join(folder, 'mount'));
    await writeFile(join(folder, 'mount', 'Uninstall ECR Image Replicator.exe'), '');
    expect(await readInstallation(facts('win32'))).toMatchObject({ hasUninstaller: true });
  });
});
