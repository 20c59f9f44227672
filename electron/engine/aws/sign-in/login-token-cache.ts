import type { z } from 'zod';
import { writeFileAtomically } from '../../files/write-file-atomically.ts';
import { knownSecrets } from '../../redaction/known-secrets.ts';
import { tokenFilePath } from '../profiles/cached-tokens.ts';
import type { Environment } from '../profiles/profile-files.ts';
import { loginTokenSchema, readTokenFile } from '../profiles/token-file.ts';

/** A sign-in by `aws login` in the file format of the AWS CLI and the SDKs. */
export type LoginToken = z.infer<typeof loginTokenSchema>;

const buildPath = (session: string, environment: Environment): string =>
  tokenFilePath({ kind: 'login', session }, environment);

/** Reads the sign-in of a session; undefined if there is none or its file is invalid. */
export async function readLoginToken(
  environment: Environment,
  session: string,
): Promise<LoginToken | undefined> {
  const file = await readTokenFile(buildPath(session, environment), loginTokenSchema);
  if (file.kind !== 'token') return undefined;
  const { token } = file;
  knownSecrets.remember(
    token.refreshToken,
    token.accessToken.secretAccessKey,
    token.accessToken.sessionToken,
  );
  return token;
}

/** Replaces the sign-in of a session atomically, in a file that only its owner can read. */
export const writeLoginToken = (
  environment: Environment,
  session: string,
  token: LoginToken,
): Promise<void> => writeFileAtomically(buildPath(session, environment), JSON.stringify(token, undefined, 2));
