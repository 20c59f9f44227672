import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { SignIn } from '../../local-ecr/identity-center/identity-center.ts';
import type { Login } from '../../local-ecr/sign-in/login-sessions.ts';
import { formatFiles } from './format-files.ts';
import type { FixtureHome } from './fixture-profile.ts';

/** Writes `.aws/config` and `.aws/credentials` into a home folder, replacing existing ones. */
export async function writeAwsHome(home: string, fixture: FixtureHome): Promise<void> {
  const { config, credentials } = formatFiles(fixture);
  await writePrivate(join(home, '.aws', 'config'), config);
  await writePrivate(join(home, '.aws', 'credentials'), credentials);
}

/**
 * The file in which the AWS CLI and the SDK store the token of a session of IAM Identity Center.
 *
 * @param key the name of the `sso-session`, or the start URL of a legacy profile
 */
export function ssoCacheFile(home: string, key: string): string {
  return join(home, '.aws', 'sso', 'cache', `${createHash('sha1').update(key).digest('hex')}.json`);
}

/** Writes a token in the format of `aws sso login`. */
export async function writeSsoCache(
  home: string,
  key: string,
  signIn: SignIn,
  ssoRegion: string,
): Promise<void> {
  await writePrivate(ssoCacheFile(home, key), JSON.stringify({ ...signIn, region: ssoRegion }));
}

/** The file in which the AWS CLI and the SDK store the console sign-in of a `login_session`. */
export function loginCacheFile(home: string, loginSession: string): string {
  return join(
    home,
    '.aws',
    'login',
    'cache',
    `${createHash('sha256').update(loginSession).digest('hex')}.json`,
  );
}

/** Writes a sign-in in the format of `aws login`. */
export async function writeLoginCache(home: string, loginSession: string, login: Login): Promise<void> {
  await writePrivate(loginCacheFile(home, loginSession), JSON.stringify(login));
}

async function writePrivate(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text, { mode: 0o600 });
}
