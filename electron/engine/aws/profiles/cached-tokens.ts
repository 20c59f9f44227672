import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { z } from 'zod';
import type { CredentialMeans } from './credential-source.ts';
import type { Environment } from './profile-files.ts';
import { homeDirectory } from './profile-files.ts';
import type { TokenFile } from './token-file.ts';
import { loginTokenSchema, readTokenFile, ssoTokenSchema } from './token-file.ts';

/** What the file of a sign-in tells, without its secrets. */
export interface CachedToken {
  /** In milliseconds since 1970. */
  readonly expiresAt: number;
  /** Whether it renews itself when it ends. */
  readonly renews: boolean;
  /** Tells this token from a later one of the same file. */
  readonly fingerprint: string;
}

/** A way to credentials that begins with a sign-in. */
export type SignInSession = Extract<CredentialMeans, { kind: 'sso' | 'login' }>;

const hash = (algorithm: 'sha1' | 'sha256', text: string): string =>
  createHash(algorithm).update(text).digest('hex');

/** The folders in which the AWS CLI, the SDKs and this app keep tokens. */
export const tokenFolders = (environment: Environment): { readonly sso: string; readonly login: string } => ({
  sso: join(homeDirectory(environment), '.aws', 'sso', 'cache'),
  login:
    environment['AWS_LOGIN_CACHE_DIRECTORY'] || join(homeDirectory(environment), '.aws', 'login', 'cache'),
});

/** The file of a sign-in, named by a hash as the AWS CLI and the SDKs do it. */
export function tokenFile({ kind, session }: SignInSession, environment: Environment): string {
  const { sso, login } = tokenFolders(environment);
  return kind === 'sso'
    ? join(sso, `${hash('sha1', session)}.json`)
    : join(login, `${hash('sha256', session)}.json`);
}

/** One key for each sign-in, however many profiles share it. */
export const sessionKey = ({ kind, session }: SignInSession): string => `${kind} ${session}`;

function cachedSsoToken(
  { token, text }: { readonly token: z.infer<typeof ssoTokenSchema>; readonly text: string },
  isLegacy: boolean,
  now: number,
): CachedToken {
  const { expiresAt, clientId, clientSecret, refreshToken, registrationExpiresAt } = token;
  const hasMeans = Boolean(clientId && clientSecret && refreshToken);
  const renews = !isLegacy && hasMeans && (registrationExpiresAt ?? Infinity) > now;
  return { expiresAt, renews, fingerprint: hash('sha256', text) };
}

/** The token of a sign-in, or why there is none. */
export async function readCachedTokenFile(
  session: SignInSession,
  environment: Environment,
  now: number,
): Promise<TokenFile<CachedToken>> {
  const path = tokenFile(session, environment);
  if (session.kind === 'sso') {
    const file = await readTokenFile(path, ssoTokenSchema);
    return file.kind === 'token' ? { ...file, token: cachedSsoToken(file, session.legacy, now) } : file;
  }
  const file = await readTokenFile(path, loginTokenSchema);
  if (file.kind !== 'token') return file;
  const expiresAt = Date.parse(file.token.accessToken.expiresAt);
  return { ...file, token: { expiresAt, renews: true, fingerprint: hash('sha256', file.text) } };
}

/** The token of a sign-in; undefined when there is none, or none that can be read. */
export async function readCachedToken(
  session: SignInSession,
  environment: Environment,
  now: number,
): Promise<CachedToken | undefined> {
  const file = await readCachedTokenFile(session, environment, now);
  return file.kind === 'token' ? file.token : undefined;
}

/** Why the token of a sign-in is there but cannot be used, two sentences; undefined otherwise. */
export async function tokenFileProblem(
  session: SignInSession,
  environment: Environment,
): Promise<string | undefined> {
  const file = await readCachedTokenFile(session, environment, 0);
  return file.kind === 'unusable' ? describeTokenProblem(session, environment, file.problem) : undefined;
}

/** @param problem of its file, a sentence. */
export const describeTokenProblem = (
  session: SignInSession,
  environment: Environment,
  problem: string,
): string => `The sign-in in ${tokenFile(session, environment)} cannot be used. ${problem}`;
