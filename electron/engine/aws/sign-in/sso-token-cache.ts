import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { homeDirectory } from '../profiles/profile-files.ts';

type Environment = Readonly<Record<string, string | undefined>>;

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

const tokenFile = z.object({
  accessToken: z.string().min(1),
  expiresAt: time,
  startUrl: optionalText,
  region: optionalText,
  clientId: optionalText,
  clientSecret: optionalText,
  registrationExpiresAt: time.optional().catch(undefined),
  refreshToken: optionalText,
});

/** The folder that the CLI and every SDK keep tokens in; no variable moves it. */
export const ssoCacheFolder = (environment: Environment): string =>
  join(homeDirectory(environment), '.aws', 'sso', 'cache');

/** @param session the name of the `[sso-session]`, or a legacy profile's start URL, exactly as written in the file. */
export const ssoTokenPath = (environment: Environment, session: string): string =>
  join(ssoCacheFolder(environment), `${createHash('sha1').update(session).digest('hex')}.json`);

/** The session's token; undefined when there is none, or none that the SDK could use. */
export async function readSsoToken(environment: Environment, session: string): Promise<SsoToken | undefined> {
  try {
    return tokenFile.parse(JSON.parse(await readFile(ssoTokenPath(environment, session), 'utf8')));
  } catch {
    return undefined;
  }
}

/** Whether the SDK can get a new token with this one when it has expired. */
export const isRefreshable = (
  { clientId, clientSecret, refreshToken, registrationExpiresAt }: SsoToken,
  now: number,
): boolean =>
  clientId !== undefined &&
  clientSecret !== undefined &&
  refreshToken !== undefined &&
  (registrationExpiresAt === undefined || registrationExpiresAt > now);

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

/** Keeps the token for the session, for this person alone to read; a reader sees the old file or the new one, never a part. */
export async function writeSsoToken(
  environment: Environment,
  session: string,
  token: SsoToken,
): Promise<void> {
  const path = ssoTokenPath(environment, session);
  const temporary = `${path}.${randomUUID()}.tmp`;
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  try {
    const file = await open(temporary, 'wx', 0o600);
    try {
      await file.writeFile(asFile(token));
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

export const deleteSsoToken = (environment: Environment, session: string): Promise<void> =>
  rm(ssoTokenPath(environment, session), { force: true });
