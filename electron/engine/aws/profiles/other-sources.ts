import type { FileSection, Values } from './profile-catalog.ts';
import type { ChainLink } from './profile-chain.ts';

/** The key of a source of credentials, in the order of the AWS CLI (`create_credential_resolver` of botocore). */
function findSourceOfCli(values: Values, sections: readonly FileSection[]): string | undefined {
  if (values.has('role_arn') && values.has('web_identity_token_file')) return 'web_identity_token_file';
  const signIn = ['sso_session', 'sso_start_url', 'login_session'].find((key) => values.has(key));
  if (signIn !== undefined) return signIn;
  const hasKeysInCredentials = sections.some(
    ({ fileKind, values: own, unused }) =>
      fileKind === 'credentials' && !unused && own.has('aws_access_key_id'),
  );
  return hasKeysInCredentials || !values.has('credential_process') ? undefined : 'credential_process';
}

/**
 * Describes a profile with several sources of credentials, of which the AWS CLI uses another one than the SDK and this
 * program: access keys that a tool has written beside a sign-in, for example.
 */
export function describeOtherSource({ entry, credentialSource }: ChainLink): readonly string[] {
  if (credentialSource.kind !== 'keys' && credentialSource.kind !== 'process') return [];
  const used = credentialSource.kind === 'keys' ? 'access keys' : 'credential_process';
  const other = findSourceOfCli(entry.values, entry.sections);
  return other === undefined || other === used
    ? []
    : [`It has ${used} and ${other}. The AWS SDK uses its ${used}, and the AWS CLI its ${other}.`];
}
