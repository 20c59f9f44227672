import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { CredentialMeans } from './credential-means.ts';
import type { Environment } from './profile-files.ts';
import { homeDirectory } from './profile-files.ts';

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

const time = z
  .string()
  .transform((text) => Date.parse(text))
  .refine((milliseconds) => !Number.isNaN(milliseconds));

const ssoToken = z.object({
  accessToken: z.string().min(1),
  expiresAt: time,
  clientId: z.string().optional(),
  clientSecret: z.string().optional(),
  refreshToken: z.string().optional(),
  registrationExpiresAt: time.optional(),
});

/** Fifteen minutes' keys, with what it takes to renew them. */
const loginToken = z.object({
  accessToken: z.object({ expiresAt: time }),
  refreshToken: z.string().min(1),
});

function readToken(text: string, session: SignInSession, now: number): CachedToken | undefined {
  const fingerprint = hash('sha256', text);
  const json: unknown = JSON.parse(text);
  if (session.kind === 'login') {
    const { expiresAt } = loginToken.parse(json).accessToken;
    return { expiresAt, renews: true, fingerprint };
  }
  const { expiresAt, clientId, clientSecret, refreshToken, registrationExpiresAt } = ssoToken.parse(json);
  const hasMeans = Boolean(clientId && clientSecret && refreshToken);
  const renews = !session.legacy && hasMeans && (registrationExpiresAt ?? Infinity) > now;
  return { expiresAt, renews, fingerprint };
}

/** The token of a sign-in; undefined when there is none, or none that can be read. */
export async function readCachedToken(
  session: SignInSession,
  environment: Environment,
  now: number,
): Promise<CachedToken | undefined> {
  try {
    return readToken(await readFile(tokenFile(session, environment), 'utf8'), session, now);
  } catch {
    return undefined;
  }
}
