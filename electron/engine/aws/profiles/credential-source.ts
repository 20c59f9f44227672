import type { ProfileCatalog, ProfileEntry, Values } from './profile-catalog.ts';
import { findEndpointProblem } from './custom-endpoint.ts';
import { findIdentityProblem } from './ignored-lines.ts';

/** Access keys of a file or of the environment. */
export interface ConfiguredKeys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string | undefined;
  readonly accountId: string | undefined;
  /** The expiration that a tool has written next to the keys, in milliseconds since 1970. */
  readonly expiresAt: number | undefined;
}

/** The parameters of `AssumeRole` (STS API reference). */
export interface RoleRequest {
  readonly roleArn: string;
  readonly sessionName: string | undefined;
  readonly externalId: string | undefined;
  /** In seconds. */
  readonly duration: number | undefined;
}

/** The values of `credential_source` (AWS SDKs and Tools Reference Guide). */
export type MachineSource = 'Environment' | 'Ec2InstanceMetadata' | 'EcsContainer';

/** The credentials that sign the call for a role. */
export type RoleSource =
  | { readonly kind: 'profile'; readonly name: string }
  /** The keys of the profile itself, which is its own `source_profile`. */
  | { readonly kind: 'keys'; readonly keys: ConfiguredKeys }
  | { readonly kind: 'machine'; readonly source: MachineSource };

/** How a profile gets its credentials, with all values that this needs. */
export type CredentialSource =
  /** With `mfaSerial`, the keys are used for `GetSessionToken`. */
  | {
      readonly kind: 'keys';
      readonly keys: ConfiguredKeys;
      readonly mfaSerial: string | undefined;
      readonly duration: number | undefined;
    }
  | {
      readonly kind: 'role';
      readonly role: RoleRequest;
      readonly source: RoleSource;
      readonly mfaSerial: string | undefined;
    }
  | { readonly kind: 'web-identity'; readonly role: RoleRequest; readonly tokenFile: string }
  | { readonly kind: 'process'; readonly command: string; readonly accountId: string | undefined }
  /** `session` names the token file: the name of the `[sso-session]`, or the start URL of a legacy profile. */
  | { readonly kind: 'sso'; readonly session: string; readonly legacy: boolean }
  | { readonly kind: 'login'; readonly session: string }
  | { readonly kind: 'machine'; readonly source: MachineSource }
  /** Cannot be used until its file is changed; `problem` is a sentence. */
  | { readonly kind: 'unusable'; readonly problem: string };

const unusable = (problem: string): CredentialSource => ({ kind: 'unusable', problem });

const readValue = (values: Values, key: string): string | undefined => values.get(key) || undefined;

/** Names that tools use for the expiration of temporary keys; AWS defines none. */
const expirationKeys = [
  'aws_credential_expiration',
  'x_security_token_expires',
  'aws_expiration',
  'expiration',
];

function readExpiration(values: Values): number | undefined {
  const written = expirationKeys.map((key) => values.get(key)).find(Boolean);
  const time = Date.parse(written ?? '');
  return Number.isNaN(time) ? undefined : time;
}

function readKeys(values: Values): ConfiguredKeys | undefined {
  const accessKeyId = readValue(values, 'aws_access_key_id');
  const secretAccessKey = readValue(values, 'aws_secret_access_key');
  if (accessKeyId === undefined || secretAccessKey === undefined) return undefined;
  const sessionToken = readValue(values, 'aws_session_token');
  return {
    accessKeyId,
    secretAccessKey,
    sessionToken,
    accountId: readValue(values, 'aws_account_id'),
    expiresAt: sessionToken === undefined ? undefined : readExpiration(values),
  };
}

function readDuration(values: Values): number | undefined {
  const seconds = Number(values.get('duration_seconds') || Number.NaN);
  return Number.isInteger(seconds) ? seconds : undefined;
}

const readRole = (values: Values, roleArn: string): RoleRequest => ({
  roleArn,
  sessionName: readValue(values, 'role_session_name'),
  externalId: readValue(values, 'external_id'),
  duration: readDuration(values),
});

const isMachineSource = (text: string): text is MachineSource =>
  text === 'Environment' || text === 'Ec2InstanceMetadata' || text === 'EcsContainer';

const unknownSource = (source: string): CredentialSource =>
  unusable(`Its credential_source is ${source}. Set it to Environment, Ec2InstanceMetadata or EcsContainer.`);

function roleSource({ name, values }: ProfileEntry, roleArn: string): CredentialSource {
  const sourceProfile = readValue(values, 'source_profile');
  const credentialSource = readValue(values, 'credential_source');
  const fromRole = (source: RoleSource): CredentialSource => ({
    kind: 'role',
    role: readRole(values, roleArn),
    source,
    mfaSerial: readValue(values, 'mfa_serial'),
  });
  if (sourceProfile !== undefined && credentialSource !== undefined)
    return unusable('It has both source_profile and credential_source. Remove one of them.');
  if (credentialSource !== undefined)
    return isMachineSource(credentialSource)
      ? fromRole({ kind: 'machine', source: credentialSource })
      : unknownSource(credentialSource);
  if (sourceProfile === undefined)
    return unusable(
      'It assumes a role but has neither source_profile nor credential_source. Add one of them.',
    );
  if (sourceProfile !== name) return fromRole({ kind: 'profile', name: sourceProfile });
  const keys = readKeys(values);
  return keys
    ? fromRole({ kind: 'keys', keys })
    : unusable('It names itself as source_profile but has no access keys of its own.');
}

const listMissing = (values: Values, keys: readonly string[]): string =>
  keys.filter((key) => !values.get(key)).join(', ');

/** The settings that a profile may repeat from its `[sso-session]`: the AWS CLI and the SDK refuse other values. */
const sharedSsoKeys = ['sso_start_url', 'sso_region'];

function ssoSource(values: Values, { ssoSessions }: ProfileCatalog): CredentialSource {
  const session = readValue(values, 'sso_session');
  const settings = session === undefined ? values : ssoSessions.get(session);
  if (!settings) return unusable(`Its section [sso-session ${session}] is missing.`);
  const conflict = sharedSsoKeys.find(
    (key) => values.has(key) && settings.has(key) && values.get(key) !== settings.get(key),
  );
  if (conflict !== undefined)
    return unusable(
      `Its ${conflict} is not the one of its section [sso-session ${session}]. Remove it from the profile.`,
    );
  const own = listMissing(
    values,
    session === undefined
      ? ['sso_start_url', 'sso_region', 'sso_account_id', 'sso_role_name']
      : ['sso_account_id', 'sso_role_name'],
  );
  if (own !== '') return unusable(`It lacks ${own}.`);
  const shared = listMissing(settings, sharedSsoKeys);
  if (shared !== '') return unusable(`Its section [sso-session ${session}] lacks ${shared}.`);
  return session === undefined
    ? { kind: 'sso', session: values.get('sso_start_url') ?? '', legacy: true }
    : { kind: 'sso', session, legacy: false };
}

function describeMissingSource(values: Values): CredentialSource {
  if (values.has('aws_access_key_id')) return unusable('It has an access key but no aws_secret_access_key.');
  if (values.has('aws_secret_access_key')) return unusable('It has a secret key but no aws_access_key_id.');
  return unusable('It has neither credentials nor a source of credentials.');
}

const ssoKeys = ['sso_start_url', 'sso_account_id', 'sso_session', 'sso_region', 'sso_role_name'];

/**
 * Chooses the source in the SDK's order (`resolveProfileData` of `@aws-sdk/credential-provider-ini`), except that a role
 * without a source is never replaced by other credentials of the profile: the AWS CLI refuses such a profile
 * (`PartialCredentialsError` of botocore).
 */
function chooseSource(entry: ProfileEntry, catalog: ProfileCatalog, isSource: boolean): CredentialSource {
  const { values } = entry;
  const keys = readKeys(values);
  const roleArn = readValue(values, 'role_arn');
  const process = readValue(values, 'credential_process');
  const login = readValue(values, 'login_session');
  const tokenFile = readValue(values, 'web_identity_token_file');
  const source = readValue(values, 'credential_source');
  const isRole = values.has('source_profile') || values.has('credential_source');

  // A role sends its MFA code itself: keys of a session that used a code cannot send another one.
  if (keys && isSource) return { kind: 'keys', keys, mfaSerial: undefined, duration: undefined };
  if (roleArn !== undefined && (isRole || tokenFile === undefined)) return roleSource(entry, roleArn);
  if (keys) return keysSource(values, keys);
  if (roleArn !== undefined && tokenFile !== undefined)
    return { kind: 'web-identity', role: readRole(values, roleArn), tokenFile };
  if (process !== undefined)
    return { kind: 'process', command: process, accountId: readValue(values, 'aws_account_id') };
  if (ssoKeys.some((key) => values.has(key))) return ssoSource(values, catalog);
  if (login !== undefined) return { kind: 'login', session: login };
  if (source !== undefined)
    return isMachineSource(source) ? { kind: 'machine', source } : unknownSource(source);
  return describeMissingSource(values);
}

/** STS gives sessions with MFA only to long-term keys (STS API reference, `GetSessionToken`). */
const keysSource = (values: Values, keys: ConfiguredKeys): CredentialSource => ({
  kind: 'keys',
  keys,
  mfaSerial: keys.sessionToken === undefined ? readValue(values, 'mfa_serial') : undefined,
  duration: readDuration(values),
});

/**
 * Finds out from the files how a profile gets its credentials.
 *
 * @param isSource whether another profile names it as `source_profile`: its own keys then come before its own role.
 */
export function findCredentialSource(
  entry: ProfileEntry,
  catalog: ProfileCatalog,
  isSource = false,
): CredentialSource {
  const problem = entry.headingProblem ?? findIdentityProblem(entry, catalog);
  if (problem !== undefined) return unusable(problem);
  const credentialSource = chooseSource(entry, catalog, isSource);
  // Of a source with access keys, only the keys are used.
  const endpointProblem =
    isSource && credentialSource.kind === 'keys' ? undefined : findEndpointProblem(entry, catalog);
  if (endpointProblem !== undefined && credentialSource.kind !== 'unusable') return unusable(endpointProblem);
  const needsSdkSection = credentialSource.kind === 'sso' || credentialSource.kind === 'login';
  const isIgnored = entry.sections.some(({ fileKind }) => catalog.filesIgnoredBySdk.has(fileKind));
  return needsSdkSection && isIgnored
    ? unusable(
        'The AWS SDK reads nothing of its file because of a section named __proto__. Remove that section.',
      )
    : credentialSource;
}
