import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { SignIn } from '../../local-ecr/identity-center/identity-center.ts';
import type { Login } from '../../local-ecr/sign-in/login-sessions.ts';
import { fileTexts } from './file-texts.ts';
import type { FixtureHome } from './fixture-profile.ts';

/** Writes `.aws/config` and `.aws/credentials` into a home folder, in place of those that are there. */
export async function writeAwsHome(home: string, fixture: FixtureHome): Promise<void> {
  const { config, credentials } = fileTexts(fixture);
  await writePrivate(join(home, '.aws', 'config'), config);
  await writePrivate(join(home, '.aws', 'credentials'), credentials);
}

/**
 * Where the AWS command line and the SDK keep the sign-in of a session of IAM Identity Center.
 *
 * @param key the name of the `sso-session`, or the start URL of a profile without one
 */
export function ssoCacheFile(home: string, key: string): string {
  return join(home, '.aws', 'sso', 'cache', `${createHash('sha1').update(key).digest('hex')}.json`);
}

/** Writes a sign-in as `aws sso login` leaves it. */
export async function writeSsoCache(
  home: string,
  key: string,
  signIn: SignIn,
  ssoRegion: string,
): Promise<void> {
  await writePrivate(ssoCacheFile(home, key), JSON.stringify({ ...signIn, region: ssoRegion }));
}

/** Where the AWS command line and the SDK keep the console sign-in of a `login_session`. */
export function loginCacheFile(home: string, loginSession: string): string {
  return join(
    home,
    '.aws',
    'login',
    'cache',
    `${createHash('sha256').update(loginSession).digest('hex')}.json`,
  );
}

/** Writes a sign-in as `aws login` leaves it. */
export async function writeLoginCache(home: string, loginSession: string, login: Login): Promise<void> {
  await writePrivate(loginCacheFile(home, loginSession), JSON.stringify(login));
}

async function writePrivate(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text, { mode: 0o600 });
}
