import type { ProfileKind, ProfileState, ProfileSummary } from '../../../../shared/models/profile.ts';
import { endpointFor } from './custom-endpoint.ts';
import type { ProfileCatalog, ProfileEntry, Values } from './profile-catalog.ts';

/** The order in which the SDK decides (credential-provider-ini, resolveProfileData). */
function kindOf(values: Values): ProfileKind {
  if (values.has('role_arn') && values.has('web_identity_token_file')) return 'web-identity';
  if (values.has('role_arn')) return 'assume-role';
  if (values.has('aws_access_key_id'))
    return values.has('aws_session_token') ? 'temporary-keys' : 'static-keys';
  if (values.has('credential_process')) return 'credential-process';
  if (values.has('sso_session')) return 'sso-session';
  if (values.has('sso_start_url')) return 'sso-legacy';
  if (values.has('login_session')) return 'login-session';
  return 'unknown';
}

const accountOfArn = (arn: string | undefined): string | undefined =>
  /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(arn ?? '')?.[1];

const accountOf = (values: Values): string | undefined =>
  values.get('sso_account_id') ??
  accountOfArn(values.get('role_arn')) ??
  accountOfArn(values.get('login_session')) ??
  values.get('aws_account_id');

const roleOf = (values: Values): string | undefined =>
  values.get('sso_role_name') ?? /:role\/(.+)$/.exec(values.get('role_arn') ?? '')?.[1];

function roleProblem(name: string, values: Values, catalog: ProfileCatalog): string | undefined {
  const source = values.get('source_profile');
  const credentialSource = values.get('credential_source');
  if (source !== undefined && credentialSource !== undefined) {
    return 'It has both source_profile and credential_source; remove one of them.';
  }
  if (source === undefined && credentialSource === undefined) {
    return 'It assumes a role but has neither source_profile nor credential_source.';
  }
  if (source === undefined) return undefined;
  if (!catalog.profiles.has(source)) return `Its source_profile ${source} does not exist.`;
  return chainLoops(name, catalog) ? 'Its source_profile chain runs in a circle.' : undefined;
}

/** A profile that names itself as its source is allowed: it uses its own keys for its role. */
function chainLoops(name: string, { profiles }: ProfileCatalog): boolean {
  const seen = new Set<string>();
  let current: string | undefined = name;
  while (current !== undefined) {
    if (seen.has(current)) return true;
    seen.add(current);
    const next: string | undefined = profiles.get(current)?.values.get('source_profile');
    if (next === current) return false;
    current = next;
  }
  return false;
}

function ssoProblem(values: Values, catalog: ProfileCatalog): string | undefined {
  const session = values.get('sso_session');
  if (session !== undefined && !catalog.ssoSessions.has(session)) {
    return `The section [sso-session ${session}] that it names is missing.`;
  }
  const required = session === undefined ? ['sso_start_url', 'sso_region'] : [];
  const missing = [...required, 'sso_account_id', 'sso_role_name'].filter((key) => !values.has(key));
  return missing.length > 0 ? `It lacks ${missing.join(', ')}.` : undefined;
}

/** Why a profile cannot work, told from the files alone: nothing is run, asked or sent. */
function problemOf(
  { name, values, unsupportedName }: ProfileEntry,
  catalog: ProfileCatalog,
): string | undefined {
  if (unsupportedName) return 'The AWS SDK cannot read a profile of this name; rename it.';
  const kind = kindOf(values);
  switch (kind) {
    case 'assume-role':
      return roleProblem(name, values, catalog);
    case 'sso-session':
    case 'sso-legacy':
      return ssoProblem(values, catalog);
    case 'static-keys':
    case 'temporary-keys':
      return values.has('aws_secret_access_key')
        ? undefined
        : 'It has an access key but no aws_secret_access_key.';
    case 'unknown':
      return 'It holds no credentials and no way to get any.';
    case 'web-identity':
    case 'credential-process':
    case 'login-session':
    case 'environment':
      return undefined;
  }
}

const stateOf = (problem: string | undefined): ProfileState =>
  problem === undefined ? { kind: 'ready' } : { kind: 'incomplete', problem };

/** What a person is shown of a profile; pure, and without any secret. */
export const summarizeProfile = (entry: ProfileEntry, catalog: ProfileCatalog): ProfileSummary => ({
  name: entry.name,
  kind: kindOf(entry.values),
  state: stateOf(problemOf(entry, catalog)),
  chain: [entry.name],
  warnings: [],
  region: entry.values.get('region') || undefined,
  accountId: accountOf(entry.values),
  roleName: roleOf(entry.values),
  customEndpoint: endpointFor('ecr', entry, catalog) !== undefined,
});
