import type { ProfileCatalog, ProfileEntry, Values } from './profile-catalog.ts';
import { identityProblem } from './unread-lines.ts';

/** Keys as they stand in a file or in the environment. */
export interface ConfiguredKeys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string | undefined;
  readonly accountId: string | undefined;
  /** Where a tool has written it beside them, in milliseconds since 1970. */
  readonly expiresAt: number | undefined;
}

/** What is asked of STS for a role. */
export interface RoleRequest {
  readonly roleArn: string;
  readonly sessionName: string | undefined;
  readonly externalId: string | undefined;
  /** In seconds. */
  readonly duration: number | undefined;
}

/** Places on a machine that hand out credentials: the values of `credential_source`. */
export type MachineSource = 'Environment' | 'Ec2InstanceMetadata' | 'EcsContainer';

/** Whose credentials ask for a role. */
export type RoleSource =
  | { readonly kind: 'profile'; readonly name: string }
  /** The profile names itself: its own keys. */
  | { readonly kind: 'keys'; readonly keys: ConfiguredKeys }
  | { readonly kind: 'machine'; readonly source: MachineSource };

/** How one profile gets its credentials, all that it takes at hand. */
export type CredentialSource =
  /** With `mfaSerial`, a session is asked for with these keys. */
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
  /** `session` names the token's file: the `[sso-session]`, or the start URL of a legacy profile. */
  | { readonly kind: 'sso'; readonly session: string; readonly legacy: boolean }
  | { readonly kind: 'login'; readonly session: string }
  | { readonly kind: 'machine'; readonly source: MachineSource }
  /** Cannot work until its file is changed; a sentence says why. */
  | { readonly kind: 'unusable'; readonly problem: string };

const unusable = (problem: string): CredentialSource => ({ kind: 'unusable', problem });

const given = (values: Values, key: string): string | undefined => values.get(key) || undefined;

/** What tools write beside temporary keys to say when they end; AWS itself has no such value. */
const expirationKeys = [
  'aws_credential_expiration',
  'x_security_token_expires',
  'aws_expiration',
  'expiration',
];

function expirationOf(values: Values): number | undefined {
  const written = expirationKeys.map((key) => values.get(key)).find(Boolean);
  const time = Date.parse(written ?? '');
  return Number.isNaN(time) ? undefined : time;
}

function keysOf(values: Values): ConfiguredKeys | undefined {
  const accessKeyId = given(values, 'aws_access_key_id');
  const secretAccessKey = given(values, 'aws_secret_access_key');
  if (accessKeyId === undefined || secretAccessKey === undefined) return undefined;
  const sessionToken = given(values, 'aws_session_token');
  return {
    accessKeyId,
    secretAccessKey,
    sessionToken,
    accountId: given(values, 'aws_account_id'),
    expiresAt: sessionToken === undefined ? undefined : expirationOf(values),
  };
}

function durationOf(values: Values): number | undefined {
  const seconds = Number(values.get('duration_seconds') || Number.NaN);
  return Number.isInteger(seconds) ? seconds : undefined;
}

const roleOf = (values: Values, roleArn: string): RoleRequest => ({
  roleArn,
  sessionName: given(values, 'role_session_name'),
  externalId: given(values, 'external_id'),
  duration: durationOf(values),
});

const isMachineSource = (text: string): text is MachineSource =>
  text === 'Environment' || text === 'Ec2InstanceMetadata' || text === 'EcsContainer';

const unknownSource = (source: string): CredentialSource =>
  unusable(`Its credential_source is ${source}; it can be Environment, Ec2InstanceMetadata or EcsContainer.`);

function roleSource({ name, values }: ProfileEntry, roleArn: string): CredentialSource {
  const sourceProfile = given(values, 'source_profile');
  const credentialSource = given(values, 'credential_source');
  const fromRole = (source: RoleSource): CredentialSource => ({
    kind: 'role',
    role: roleOf(values, roleArn),
    source,
    mfaSerial: given(values, 'mfa_serial'),
  });
  if (sourceProfile !== undefined && credentialSource !== undefined)
    return unusable('It has both source_profile and credential_source; remove one of them.');
  if (credentialSource !== undefined)
    return isMachineSource(credentialSource)
      ? fromRole({ kind: 'machine', source: credentialSource })
      : unknownSource(credentialSource);
  if (sourceProfile === undefined)
    return unusable('It assumes a role but has neither source_profile nor credential_source.');
  if (sourceProfile !== name) return fromRole({ kind: 'profile', name: sourceProfile });
  const keys = keysOf(values);
  return keys
    ? fromRole({ kind: 'keys', keys })
    : unusable('It names itself as source_profile but holds no keys of its own.');
}

const missing = (values: Values, keys: readonly string[]): string =>
  keys.filter((key) => !values.get(key)).join(', ');

function ssoSource(values: Values, { ssoSessions }: ProfileCatalog): CredentialSource {
  const session = given(values, 'sso_session');
  const settings = session === undefined ? values : ssoSessions.get(session);
  if (!settings) return unusable(`The section [sso-session ${session}] that it names is missing.`);
  const own = missing(
    values,
    session === undefined
      ? ['sso_start_url', 'sso_region', 'sso_account_id', 'sso_role_name']
      : ['sso_account_id', 'sso_role_name'],
  );
  if (own !== '') return unusable(`It lacks ${own}.`);
  const shared = missing(settings, ['sso_start_url', 'sso_region']);
  if (shared !== '') return unusable(`The section [sso-session ${session}] that it names lacks ${shared}.`);
  return session === undefined
    ? { kind: 'sso', session: values.get('sso_start_url') ?? '', legacy: true }
    : { kind: 'sso', session, legacy: false };
}

function nothingUsable(values: Values): CredentialSource {
  if (values.has('aws_access_key_id')) return unusable('It has an access key but no aws_secret_access_key.');
  if (values.has('aws_secret_access_key')) return unusable('It has a secret key but no aws_access_key_id.');
  const capitals = [...values.keys()].find((key) => key.toLowerCase() === 'aws_access_key_id');
  return unusable(
    capitals === undefined
      ? 'It holds no credentials and no way to get any.'
      : `Its ${capitals} is not read: the AWS SDK wants it in small letters.`,
  );
}

const ssoKeys = ['sso_start_url', 'sso_account_id', 'sso_session', 'sso_region', 'sso_role_name'];

/** Which of the values counts, in the order in which the SDK decides (credential-provider-ini, resolveProfileData). */
function chosenSource(entry: ProfileEntry, catalog: ProfileCatalog, isSource: boolean): CredentialSource {
  const { values } = entry;
  const keys = keysOf(values);
  const roleArn = given(values, 'role_arn');
  const process = given(values, 'credential_process');
  const login = given(values, 'login_session');
  const tokenFile = given(values, 'web_identity_token_file');
  const source = given(values, 'credential_source');
  const isRole = values.has('source_profile') || values.has('credential_source');

  // A role takes its code itself: keys that already stand for a session with one could not give it another.
  if (keys && isSource) return { kind: 'keys', keys, mfaSerial: undefined, duration: undefined };
  if (roleArn !== undefined && isRole) return roleSource(entry, roleArn);
  if (keys) return keysSource(values, keys);
  if (roleArn !== undefined && tokenFile !== undefined)
    return { kind: 'web-identity', role: roleOf(values, roleArn), tokenFile };
  if (process !== undefined)
    return { kind: 'process', command: process, accountId: given(values, 'aws_account_id') };
  if (ssoKeys.some((key) => values.has(key))) return ssoSource(values, catalog);
  if (login !== undefined) return { kind: 'login', session: login };
  if (roleArn !== undefined) return roleSource(entry, roleArn);
  if (source !== undefined)
    return isMachineSource(source) ? { kind: 'machine', source } : unknownSource(source);
  return nothingUsable(values);
}

/** STS gives sessions with MFA to long-lived keys only (`GetSessionToken`). */
const keysSource = (values: Values, keys: ConfiguredKeys): CredentialSource => ({
  kind: 'keys',
  keys,
  mfaSerial: keys.sessionToken === undefined ? given(values, 'mfa_serial') : undefined,
  duration: durationOf(values),
});

/**
 * How a profile gets its credentials, told from the files alone.
 *
 * @param isSource whether another profile takes a role by it: its own keys then come before a role of its own.
 */
export function findCredentialSource(
  entry: ProfileEntry,
  catalog: ProfileCatalog,
  isSource = false,
): CredentialSource {
  const problem = entry.headingProblem ?? identityProblem(entry, catalog);
  if (problem !== undefined) return unusable(problem);
  const credentialSource = chosenSource(entry, catalog, isSource);
  const isReadBySdk = credentialSource.kind === 'sso' || credentialSource.kind === 'login';
  const unread = entry.sections.some(({ fileKind }) => catalog.filesIgnoredBySdk.has(fileKind));
  return isReadBySdk && unread
    ? unusable('A section named __proto__ keeps the AWS SDK from reading its file; remove that section.')
    : credentialSource;
}
