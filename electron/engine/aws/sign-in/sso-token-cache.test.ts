import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readCachedToken } from '../profiles/cached-tokens.ts';
import type { SsoToken } from './sso-token-cache.ts';
import { deleteSsoToken, readSsoToken, ssoTokenPath, writeSsoToken } from './sso-token-cache.ts';

let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'sso-token-'));
});
afterEach(() => rm(home, { recursive: true }));

const token: SsoToken = {
  startUrl: 'https://corp.awsapps.com/start',
  region: 'eu-west-1',
  accessToken: 'the-token',
  expiresAt: Date.parse('2026-11-24T04:19:53Z'),
  clientId: 'client',
  clientSecret: 'client-secret',
  registrationExpiresAt: Date.parse('2027-02-20T00:00:00Z'),
  refreshToken: 'refresh',
};

const modeOf = async (path: string): Promise<string> => ((await stat(path)).mode & 0o777).toString(8);

describe('the file of a token', () => {
  test('is named like the one of the AWS CLI: SHA-1 of the unchanged session name, below HOME', () => {
    const path = (session: string) => ssoTokenPath({ HOME: home }, session);
    expect(path('corp')).toBe(join(home, '.aws/sso/cache/ee0bfd2552fbd840c02cc48b6e823320543c450f.json'));
    expect(path('https://corp.awsapps.com/start')).not.toBe(path('https://corp.awsapps.com/start/'));
  });

  test('contains exactly the fields and dates of the AWS CLI', async () => {
    await writeSsoToken({ HOME: home }, 'corp', token);
    expect(await readFile(ssoTokenPath({ HOME: home }, 'corp'), 'utf8')).toBe(
      '{"startUrl":"https://corp.awsapps.com/start","region":"eu-west-1","accessToken":"the-token",' +
        '"expiresAt":"2026-11-24T04:19:53Z","clientId":"client","clientSecret":"client-secret",' +
        '"registrationExpiresAt":"2027-02-20T00:00:00Z","refreshToken":"refresh"}',
    );
    expect(await readSsoToken({ HOME: home }, 'corp')).toEqual(token);
  });

  test('can be read only by its owner, also after it replaces another, and leaves no other file', async () => {
    const path = ssoTokenPath({ HOME: home }, 'corp');
    await writeSsoToken({ HOME: home }, 'corp', token);
    expect(await modeOf(dirname(path))).toBe('700');
    await chmod(path, 0o644);
    await writeSsoToken({ HOME: home }, 'corp', { ...token, accessToken: 'newer' });
    expect(await modeOf(path)).toBe('600');
    expect(await readdir(dirname(path))).toEqual(['ee0bfd2552fbd840c02cc48b6e823320543c450f.json']);
    expect((await readSsoToken({ HOME: home }, 'corp'))?.accessToken).toBe('newer');
  });

  test('that cannot be replaced leaves no temporary file', async () => {
    const path = ssoTokenPath({ HOME: home }, 'corp');
    await mkdir(join(path, 'in-the-way'), { recursive: true });
    await expect(writeSsoToken({ HOME: home }, 'corp', token)).rejects.toThrow(/EISDIR|ENOTEMPTY|EEXIST/);
    expect(await readdir(dirname(path))).toEqual(['ee0bfd2552fbd840c02cc48b6e823320543c450f.json']);
  });

  test('is deleted without the others; deleting a missing file succeeds', async () => {
    await writeSsoToken({ HOME: home }, 'corp', token);
    await writeSsoToken({ HOME: home }, 'other', token);
    await deleteSsoToken({ HOME: home }, 'corp');
    await deleteSsoToken({ HOME: home }, 'corp');
    expect(await readSsoToken({ HOME: home }, 'corp')).toBeUndefined();
    expect(await readSsoToken({ HOME: home }, 'other')).toEqual(token);
  });

  test.each([
    ['nothing', ''],
    ['no JSON', '<html>'],
    ['no object', '[]'],
    ['no token', '{"expiresAt":"2026-11-24T04:19:53Z"}'],
    ['a date without a zone', '{"accessToken":"t","expiresAt":"2026-11-24T04:19:53"}'],
    [
      'more than a megabyte',
      `{"accessToken":"t","expiresAt":"2026-11-24T04:19:53Z","x":"${'x'.repeat(1_000_000)}"}`,
    ],
  ])('with the content "%s" is ignored', async (_name, text) => {
    const path = ssoTokenPath({ HOME: home }, 'corp');
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
    expect(await readSsoToken({ HOME: home }, 'corp')).toBeUndefined();
  });

  test.each([
    '2026-11-24T04:19:53UTC',
    '2026-11-24T04:19:53Z',
    '2026-11-24T06:19:53+02:00',
    '2026-11-24T06:19:53+0200',
    '2026-11-23T23:19:53.000-05',
    '2026-11-24 04:19:53 UTC',
  ])('is read with the expiry format of other versions and tools: %s', async (expiresAt) => {
    const path = ssoTokenPath({ HOME: home }, 'corp');
    await mkdir(dirname(path), { recursive: true });
    await writeFile(
      path,
      JSON.stringify({ accessToken: 't', expiresAt, refreshToken: null, clientId: null }),
    );
    const expiry = Date.parse('2026-11-24T04:19:53Z');
    expect(await readSsoToken({ HOME: home }, 'corp')).toEqual({ accessToken: 't', expiresAt: expiry });
    expect(
      await readCachedToken({ kind: 'sso', session: 'corp', legacy: false }, { HOME: home }, expiry),
    ).toMatchObject({ expiresAt: expiry, renews: false });
  });

  test('is read with only the required members, and with unknown or invalid ones', async () => {
    const path = ssoTokenPath({ HOME: home }, 'corp');
    await mkdir(dirname(path), { recursive: true });
    await writeFile(
      path,
      '{"accessToken":"t","expiresAt":"2026-11-24T04:19:53.123Z","registrationExpiresAt":7,"x":1}',
    );
    expect(await readSsoToken({ HOME: home }, 'corp')).toEqual({
      accessToken: 't',
      expiresAt: Date.parse('2026-11-24T04:19:53.123Z'),
    });
  });
});
