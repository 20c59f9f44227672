import type { fromIni } from '@aws-sdk/credential-providers';
import { knownSecrets } from '../../redaction/known-secrets.ts';
import type { ConfiguredKeys } from './credential-source.ts';

/** Credentials in the form that the SDK's clients use. */
export type AwsCredentials = Awaited<ReturnType<ReturnType<typeof fromIni>>>;

/** `memoized` makes the SDK call the provider for each request instead of caching credentials that it never renews. */
export interface CredentialProvider {
  (): Promise<AwsCredentials>;
  readonly memoized: true;
}

/** Registers the secrets of credentials for redaction. @returns the same credentials. */
export function registerSecrets(credentials: AwsCredentials): AwsCredentials {
  knownSecrets.remember(credentials.secretAccessKey, credentials.sessionToken);
  return credentials;
}

/** Converts access keys of a file or of the environment, and registers their secrets for redaction. */
export const credentialsFromKeys = (keys: ConfiguredKeys): AwsCredentials =>
  registerSecrets({
    accessKeyId: keys.accessKeyId,
    secretAccessKey: keys.secretAccessKey,
    ...(keys.sessionToken !== undefined && { sessionToken: keys.sessionToken }),
    ...(keys.accountId !== undefined && { accountId: keys.accountId }),
    ...(keys.expiresAt !== undefined && { expiration: new Date(keys.expiresAt) }),
  });
