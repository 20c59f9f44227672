import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { writeWholeFile } from '../../files/write-whole-file.ts';
import { knownSecrets } from '../../redaction/known-secrets.ts';
import { tokenFile } from '../profiles/cached-tokens.ts';
import type { Environment } from '../profiles/profile-files.ts';

/** What else `aws login` keeps there stays as it is. */
const loginToken = z.looseObject({
  accessToken: z.looseObject({
    accessKeyId: z.string().min(1),
    secretAccessKey: z.string().min(1),
    sessionToken: z.string().min(1),
    accountId: z.string().min(1),
    expiresAt: z.iso.datetime({ offset: true }),
  }),
  clientId: z.string().min(1),
  refreshToken: z.string().min(1),
  /** The private key, in PEM. */
  dpopKey: z.string().min(1),
  signInRegion: z.string().min(1).optional().catch(undefined),
});

/** A sign-in by `aws login` as the AWS CLI and the SDKs keep it. */
export type LoginToken = z.infer<typeof loginToken>;

const pathOf = (session: string, environment: Environment): string =>
  tokenFile({ kind: 'login', session }, environment);

/** The session's sign-in; undefined when there is none, or none that can be used. */
export async function readLoginToken(
  environment: Environment,
  session: string,
): Promise<LoginToken | undefined> {
  try {
    const token = loginToken.parse(JSON.parse(await readFile(pathOf(session, environment), 'utf8')));
    knownSecrets.remember(
      token.refreshToken,
      token.accessToken.secretAccessKey,
      token.accessToken.sessionToken,
    );
    return token;
  } catch {
    return undefined;
  }
}

/** Keeps the sign-in, for this person alone to read; readers see the old one or the new one. */
export const writeLoginToken = (
  environment: Environment,
  session: string,
  token: LoginToken,
): Promise<void> => writeWholeFile(pathOf(session, environment), JSON.stringify(token, undefined, 2));
