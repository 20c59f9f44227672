import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fromIni } from '@aws-sdk/credential-providers';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { LocalEcr } from '../../local-ecr/local-ecr.ts';
import type { SsoToken } from './sso-token-cache.ts';
import { ssoTokenPath, writeSsoToken } from './sso-token-cache.ts';
import { account, startIdentityCenter, startUrl } from './testing/signing-in.ts';

/**
 * What the installed SDK says when a profile needs a sign-in: always a CredentialsProviderError, whatever was behind it.
 * Whoever reads these sentences elsewhere learns here that a new version has other ones.
 */
let ecr: LocalEcr;
let home: string;
beforeEach(async () => {
  ecr = await startIdentityCenter();
  home = await mkdtemp(join(tmpdir(), 'sdk-messages-'));
  vi.stubEnv('HOME', home);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await ecr.close();
  await rm(home, { recursive: true });
});

const sso = `sso_account_id = ${account.id}\nsso_role_name = `;
const legacy = `sso_start_url = ${startUrl}\nsso_region = eu-west-1\n`;

/** The SDK waits 30 seconds before it refreshes a session of the same name again: each test has one of its own. */
async function messageFor(session: string, role = account.role): Promise<string> {
  await mkdir(join(home, '.aws'), { recursive: true });
  await writeFile(
    join(home, '.aws', 'config'),
    `[sso-session ${session}]\n${legacy}[profile sso]\nsso_session = ${session}\n${sso}${role}\n` +
      `[profile old]\n${legacy}${sso}${role}\n[profile console]\nlogin_session = ${session}\nregion = eu-west-1\n`,
  );
  const profile = session === startUrl ? 'old' : session.startsWith('arn:') ? 'console' : 'sso';
  const clientConfig = { endpoint: ecr.endpoint, maxAttempts: 1 };
  const error = await fromIni({ profile, ignoreCache: true, clientConfig })().catch(
    (thrown: unknown) => thrown,
  );
  expect(error).toMatchObject({ name: 'CredentialsProviderError', tryNextLink: false });
  return error instanceof Error ? error.message : '';
}

const good = (): SsoToken => {
  const signIn = ecr.identityCenter.signIn(startUrl);
  return {
    ...signIn,
    region: 'eu-west-1',
    expiresAt: Date.parse(signIn.expiresAt),
    registrationExpiresAt: Date.parse(signIn.registrationExpiresAt),
  };
};
const expired = (): SsoToken => ({ ...good(), expiresAt: Date.now() - 1_000 });
const keep = (session: string, token: SsoToken) => writeSsoToken({ HOME: home }, session, token);

test('nobody has signed in, or the file cannot be read', async () => {
  const words =
    "The SSO session token associated with profile=sso was not found or is invalid. To refresh this SSO session run 'aws sso login' with the corresponding profile.";
  expect(await messageFor('never')).toBe(words);
  const path = ssoTokenPath({ HOME: home }, 'garbage');
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, '<html>');
  expect(await messageFor('garbage')).toBe(words);
});

test('the token has expired, and AWS does not renew it', async () => {
  await keep('expired', expired());
  ecr.identityCenter.tokens.revokeAll();
  expect(await messageFor('expired')).toBe(
    "Token is expired. To refresh this SSO session run 'aws sso login' with the corresponding profile.",
  );
});

test('the token has expired, and there is nothing to renew it with', async () => {
  await keep('bare', { ...expired(), clientId: undefined });
  expect(await messageFor('bare')).toBe(
    "Value not present for 'clientId' in SSO Token. Cannot refresh. To refresh this SSO session run 'aws sso login' with the corresponding profile.",
  );
});

test('the same for a legacy profile', async () => {
  const refresh = 'To refresh this SSO session run aws sso login with the corresponding profile.';
  expect(await messageFor(startUrl)).toBe(
    `The SSO session associated with this profile is invalid. ${refresh}`,
  );
  await keep(startUrl, expired());
  expect(await messageFor(startUrl)).toBe(
    `The SSO session associated with this profile has expired. ${refresh}`,
  );
});

test('the session was ended at AWS', async () => {
  await keep('revoked', good());
  ecr.identityCenter.tokens.revokeAll();
  expect(await messageFor('revoked')).toBe('UnauthorizedException: Session token not found or invalid');
});

test('signed in, but not assigned the role', async () => {
  await keep('other-role', good());
  expect(await messageFor('other-role', 'Admin')).toBe('ForbiddenException: No access');
});

test('nobody has run aws login', async () => {
  expect(await messageFor('arn:aws:iam::111111111111:user/me')).toMatch(
    /^Failed to load token from .*\.json: .*ENOENT/,
  );
});
