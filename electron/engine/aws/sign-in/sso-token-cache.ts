import { readFile, rm } from 'node:fs/promises';
import { z } from 'zod';
import { writeWholeFile } from '../../files/write-whole-file.ts';
import { knownSecrets } from '../../redaction/known-secrets.ts';
import { tokenFile } from '../profiles/cached-tokens.ts';
import type { Environment } from '../profiles/profile-files.ts';

/** A token of IAM Identity Center as the AWS CLI and the SDKs keep it. Times in milliseconds since 1970. */
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

const optionalText = z.string().min(1).optional().catch(undefined);
/** ISO 8601 alone: the SDK fails on the older form that ends in `UTC`. */
const time = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));

const tokenSchema = z.object({
  accessToken: z.string().min(1),
  expiresAt: time,
  startUrl: optionalText,
  region: optionalText,
  clientId: optionalText,
  clientSecret: optionalText,
  registrationExpiresAt: time.optional().catch(undefined),
  refreshToken: optionalText,
});

/** @param session the name of the `[sso-session]`, or a legacy profile's start URL, exactly as written in the file. */
export const ssoTokenPath = (environment: Environment, session: string): string =>
  tokenFile({ kind: 'sso', session, legacy: false }, environment);

/** The session's token; undefined when there is none, or none that the SDK could use. */
export async function readSsoToken(environment: Environment, session: string): Promise<SsoToken | undefined> {
  try {
    const token = tokenSchema.parse(JSON.parse(await readFile(ssoTokenPath(environment, session), 'utf8')));
    knownSecrets.remember(token.accessToken, token.refreshToken, token.clientSecret);
    return token;
  } catch {
    return undefined;
  }
}

/** `2026-11-24T04:19:53Z`, as the CLI writes it. */
const asText = (milliseconds: number): string => `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;

const asFile = ({ expiresAt, registrationExpiresAt, ...token }: SsoToken): string =>
  JSON.stringify({
    startUrl: token.startUrl,
    region: token.region,
    accessToken: token.accessToken,
    expiresAt: asText(expiresAt),
    clientId: token.clientId,
    clientSecret: token.clientSecret,
    registrationExpiresAt: registrationExpiresAt === undefined ? undefined : asText(registrationExpiresAt),
    refreshToken: token.refreshToken,
  });

/** Keeps the token for the session, for this person alone to read. */
export const writeSsoToken = (environment: Environment, session: string, token: SsoToken): Promise<void> =>
  writeWholeFile(ssoTokenPath(environment, session), asFile(token));

export const deleteSsoToken = (environment: Environment, session: string): Promise<void> =>
  rm(ssoTokenPath(environment, session), { force: true });
