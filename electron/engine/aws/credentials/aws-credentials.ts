import type { fromIni } from '@aws-sdk/credential-providers';
import { knownSecrets } from '../../redaction/known-secrets.ts';
import type { ConfiguredKeys } from '../profiles/credential-source.ts';

/** Credentials as the SDK's clients take them. */
export type AwsCredentials = Awaited<ReturnType<ReturnType<typeof fromIni>>>;

/** A client of the SDK asks it for every request instead of keeping a copy that is never renewed. */
export interface CredentialProvider {
  (): Promise<AwsCredentials>;
  readonly memoized: true;
}

/** The same credentials, whose secrets are known from now on: no text that leaves the process has them. */
export function noted(credentials: AwsCredentials): AwsCredentials {
  knownSecrets.remember(credentials.secretAccessKey, credentials.sessionToken);
  return credentials;
}

export const credentialsFromKeys = (keys: ConfiguredKeys): AwsCredentials =>
  noted({
    accessKeyId: keys.accessKeyId,
    secretAccessKey: keys.secretAccessKey,
    ...(keys.sessionToken !== undefined && { sessionToken: keys.sessionToken }),
    ...(keys.accountId !== undefined && { accountId: keys.accountId }),
    ...(keys.expiresAt !== undefined && { expiration: new Date(keys.expiresAt) }),
  });
