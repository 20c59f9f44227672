import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { environmentProfile } from '../../../../shared/models/profile.ts';
import { listProfiles } from './list-profiles.ts';

describe('the AWS files', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'profiles-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  test('are reported as missing with their expected paths', async () => {
    const listing = await listProfiles({ HOME: folder });
    expect(listing).toEqual({
      files: [
        { path: join(folder, '.aws/config'), fileKind: 'config', state: 'missing' },
        { path: join(folder, '.aws/credentials'), fileKind: 'credentials', state: 'missing' },
      ],
      profiles: [],
    });
  });

  test.each([
    ['UTF-16', Buffer.from('\uFEFF[profile p]\ncredential_process=x\n', 'utf16le')],
    ['big-endian UTF-16', Buffer.from('\uFEFF[profile p]\ncredential_process=x\n', 'utf16le').swap16()],
    [
      'UTF-8 followed by UTF-16',
      Buffer.concat([Buffer.from('[profile p]\n'), Buffer.from('credential_process=x\n', 'utf16le')]),
    ],
  ])('in %s are reported as the problem of their profiles', async (_what, bytes) => {
    const config = join(folder, 'config');
    await writeFile(config, bytes);
    const listing = await listProfiles({ AWS_CONFIG_FILE: config, AWS_SHARED_CREDENTIALS_FILE: folder });
    expect(listing.profiles).toMatchObject([
      { name: 'p', state: { kind: 'incomplete', problem: expect.stringContaining('UTF-16') } },
    ]);
  });

  test('are read from the paths of the two environment variables', async () => {
    const config = join(folder, 'my config');
    await writeFile(config, '[default]\nregion=eu-west-1\n[profile b]\ncredential_process=x\n');
    const listing = await listProfiles({ AWS_CONFIG_FILE: config, AWS_SHARED_CREDENTIALS_FILE: folder });
    expect(listing.files.map(({ state }) => state)).toEqual(['read', 'unreadable']);
    expect(listing.profiles.map(({ name }) => name)).toEqual(['default', 'b']);
  });

  // A skipped test counts as a failure.
  if (process.platform !== 'win32')
    test('are not read from a pipe or an endless device, which never end', async () => {
      const pipe = join(folder, 'pipe');
      await promisify(execFile)('mkfifo', [pipe]);
      const read = async (path: string) =>
        (await listProfiles({ HOME: folder, AWS_CONFIG_FILE: path })).files[0]?.state;
      expect([await read(pipe), await read('/dev/zero'), await read('/dev/null')]).toEqual([
        'unreadable',
        'read',
        'read',
      ]);
    });

  test('are read from paths that begin with the home folder', async () => {
    await writeFile(join(folder, 'my-config'), '[profile home]\ncredential_process=x\n');
    const listing = await listProfiles({
      HOME: folder,
      AWS_CONFIG_FILE: '~/my-config',
      AWS_SHARED_CREDENTIALS_FILE: '~/my-credentials',
    });
    expect(listing.files).toMatchObject([
      { path: join(folder, 'my-config'), state: 'read' },
      { path: join(folder, 'my-credentials'), state: 'missing' },
    ]);
    expect(listing.profiles.map(({ name }) => name)).toEqual(['home']);
  });
});

describe('the access keys of the environment', () => {
  const keys = { AWS_ACCESS_KEY_ID: 'ASIAENV', AWS_SECRET_ACCESS_KEY: 's', HOME: '/nowhere' };

  test('are the last profile', async () => {
    const listing = await listProfiles({ ...keys, AWS_DEFAULT_REGION: 'eu-west-1' });
    expect(listing.profiles).toMatchObject([
      {
        name: environmentProfile,
        kind: 'environment',
        region: 'eu-west-1',
        state: { kind: 'long-lived-key' },
      },
    ]);
    expect(listing.profiles[0]?.place).toBeUndefined();
  });

  test('expire at the time of AWS_CREDENTIAL_EXPIRATION', async () => {
    const AWS_CREDENTIAL_EXPIRATION = '2099-01-01T00:00:00Z';
    const listing = await listProfiles({ ...keys, AWS_SESSION_TOKEN: 't', AWS_CREDENTIAL_EXPIRATION });
    expect(listing.profiles[0]?.state).toEqual({
      kind: 'expires',
      at: Date.parse(AWS_CREDENTIAL_EXPIRATION),
      renews: false,
    });
  });
});
