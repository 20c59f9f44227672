import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { z } from 'zod';
import type { CredentialSource } from './credential-source.ts';
import type { Environment } from './profile-files.ts';
import { homeDirectory } from './profile-files.ts';
import type { TokenFile } from './token-file.ts';
import { loginTokenSchema, readTokenFile, ssoTokenSchema } from './token-file.ts';

/** The content of a sign-in's token file, without its secrets. */
export interface CachedToken {
  /** In milliseconds since 1970. */
  readonly expiresAt: number;
  /** Whether the token can be renewed without a user. */
  readonly renews: boolean;
  /** Distinguishes this token from a later one in the same file. */
  readonly fingerprint: string;
}

/** A credential source that needs a sign-in. */
export type SignInSession = Extract<CredentialSource, { kind: 'sso' | 'login' }>;

const hash = (algorithm: 'sha1' | 'sha256', text: string): string =>
  createHash(algorithm).update(text).digest('hex');

/** The folders in which the AWS CLI, the SDKs and this app keep tokens. */
export const tokenFolders = (environment: Environment): { readonly sso: string; readonly login: string } => ({
  sso: join(homeDirectory(environment), '.aws', 'sso', 'cache'),
  login:
    environment['AWS_LOGIN_CACHE_DIRECTORY'] || join(homeDirectory(environment), '.aws', 'login', 'cache'),
});

/** Returns the path of a sign-in's token file. The AWS CLI and the SDKs name it by a hash of the session. */
export function tokenFilePath({ kind, session }: SignInSession, environment: Environment): string {
  const { sso, login } = tokenFolders(environment);
  return kind === 'sso'
    ? join(sso, `${hash('sha1', session)}.json`)
    : join(login, `${hash('sha256', session)}.json`);
}

/** Returns the key of a sign-in, which several profiles can share. */
export const sessionKey = ({ kind, session }: SignInSession): string => `${kind} ${session}`;

function cachedSsoToken(
  { token, text }: { readonly token: z.infer<typeof ssoTokenSchema>; readonly text: string },
  isLegacy: boolean,
  now: number,
): CachedToken {
  const { expiresAt, clientId, clientSecret, refreshToken, registrationExpiresAt } = token;
  const isRenewable = Boolean(clientId && clientSecret && refreshToken);
  const renews = !isLegacy && isRenewable && (registrationExpiresAt ?? Infinity) > now;
  return { expiresAt, renews, fingerprint: hash('sha256', text) };
}

/** Reads the token of a sign-in, or the reason why there is none. @param now milliseconds since 1970. */
export async function readCachedTokenFile(
  session: SignInSession,
  environment: Environment,
  now: number,
): Promise<TokenFile<CachedToken>> {
  const path = tokenFilePath(session, environment);
  if (session.kind === 'sso') {
    const file = await readTokenFile(path, ssoTokenSchema);
    return file.kind === 'token' ? { ...file, token: cachedSsoToken(file, session.legacy, now) } : file;
  }
  const file = await readTokenFile(path, loginTokenSchema);
  if (file.kind !== 'token') return file;
  const expiresAt = Date.parse(file.token.accessToken.expiresAt);
  return { ...file, token: { expiresAt, renews: true, fingerprint: hash('sha256', file.text) } };
}

/** Reads the token of a sign-in; undefined when it is missing or cannot be read. @param now milliseconds since 1970. */
export async function readCachedToken(
  session: SignInSession,
  environment: Environment,
  now: number,
): Promise<CachedToken | undefined> {
  const file = await readCachedTokenFile(session, environment, now);
  return file.kind === 'token' ? file.token : undefined;
}

/** Returns two sentences about an existing token that cannot be used; undefined otherwise. */
export async function tokenFileProblem(
  session: SignInSession,
  environment: Environment,
): Promise<string | undefined> {
  const file = await readCachedTokenFile(session, environment, 0);
  return file.kind === 'unusable' ? describeTokenProblem(session, environment, file.problem) : undefined;
}

/** @param problem a sentence about the token file. */
export const describeTokenProblem = (
  session: SignInSession,
  environment: Environment,
  problem: string,
): string => `The token file ${tokenFilePath(session, environment)} cannot be used. ${problem}`;
