import { rm } from 'node:fs/promises';
import { writeFileAtomically } from '../../files/write-file-atomically.ts';
import { knownSecrets } from '../../redaction/known-secrets.ts';
import { tokenFilePath } from '../profiles/cached-tokens.ts';
import type { Environment } from '../profiles/profile-files.ts';
import { readTokenFile, ssoTokenSchema } from '../profiles/token-file.ts';

/** A token of IAM Identity Center in the cache of the AWS CLI and the SDKs. Times in milliseconds since 1970. */
export interface SsoToken {
  readonly accessToken: string;
  readonly expiresAt: number;
  readonly startUrl?: string | undefined;
  readonly region?: string | undefined;
  readonly clientId?: string | undefined;
  readonly clientSecret?: string | undefined;
  readonly registrationExpiresAt?: number | undefined;
  readonly refreshToken?: string | undefined;
}

/** @param session the name of the `[sso-session]`, or the start URL of a legacy profile, unchanged from the file. */
export const ssoTokenPath = (environment: Environment, session: string): string =>
  tokenFilePath({ kind: 'sso', session, legacy: false }, environment);

/** Reads the token of a session; undefined if there is none or its file is invalid. */
export async function readSsoToken(environment: Environment, session: string): Promise<SsoToken | undefined> {
  const file = await readTokenFile(ssoTokenPath(environment, session), ssoTokenSchema);
  if (file.kind !== 'token') return undefined;
  const { token } = file;
  knownSecrets.remember(token.accessToken, token.refreshToken, token.clientSecret);
  return token;
}

/** `2026-11-24T04:19:53Z`, the format of the AWS CLI. */
const formatTime = (milliseconds: number): string => `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;

const formatFile = ({ expiresAt, registrationExpiresAt, ...token }: SsoToken): string =>
  JSON.stringify({
    startUrl: token.startUrl,
    region: token.region,
    accessToken: token.accessToken,
    expiresAt: formatTime(expiresAt),
    clientId: token.clientId,
    clientSecret: token.clientSecret,
    registrationExpiresAt:
      registrationExpiresAt === undefined ? undefined : formatTime(registrationExpiresAt),
    refreshToken: token.refreshToken,
  });

/** Writes the token of a session to a file that only its owner can read. */
export const writeSsoToken = (environment: Environment, session: string, token: SsoToken): Promise<void> =>
  writeFileAtomically(ssoTokenPath(environment, session), formatFile(token));

/** Deletes the token of a session; no effect when there is none. @throws the error of the file system. */
export const deleteSsoToken = (environment: Environment, session: string): Promise<void> =>
  rm(ssoTokenPath(environment, session), { force: true });
