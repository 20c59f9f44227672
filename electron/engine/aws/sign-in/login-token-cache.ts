import type { z } from 'zod';
import { writeFileAtomically } from '../../files/write-file-atomically.ts';
import { knownSecrets } from '../../redaction/known-secrets.ts';
import { tokenFilePath } from '../profiles/cached-tokens.ts';
import type { Environment } from '../profiles/profile-files.ts';
import { loginTokenSchema, readTokenFile } from '../profiles/token-file.ts';

/** A sign-in by `aws login` as the AWS CLI and the SDKs keep it. */
export type LoginToken = z.infer<typeof loginTokenSchema>;

const pathOf = (session: string, environment: Environment): string =>
  tokenFilePath({ kind: 'login', session }, environment);

/** The session's sign-in; undefined when there is none, or none that can be used. */
export async function readLoginToken(
  environment: Environment,
  session: string,
): Promise<LoginToken | undefined> {
  const file = await readTokenFile(pathOf(session, environment), loginTokenSchema);
  if (file.kind !== 'token') return undefined;
  const { token } = file;
  knownSecrets.remember(
    token.refreshToken,
    token.accessToken.secretAccessKey,
    token.accessToken.sessionToken,
  );
  return token;
}

/** Keeps the sign-in, for this person alone to read; readers see the old one or the new one. */
export const writeLoginToken = (
  environment: Environment,
  session: string,
  token: LoginToken,
): Promise<void> => writeFileAtomically(pathOf(session, environment), JSON.stringify(token, undefined, 2));
