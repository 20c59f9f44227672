import type { ProfileKind, ProfileSummary, SignInSource } from '../../../../shared/models/profile.ts';
import { environmentProfile } from '../../../../shared/models/profile.ts';
import type { FilePlace } from '../../../../shared/models/result.ts';
import { sessionKey } from './cached-tokens.ts';
import { findEndpoint } from './custom-endpoint.ts';
import type { CredentialSource } from './credential-source.ts';
import { findCredentialSource } from './credential-source.ts';
import type { ProfileCatalog, ProfileEntry, Values } from './profile-catalog.ts';
import type { ChainLink } from './profile-chain.ts';
import { buildChain } from './profile-chain.ts';
import type { ProfileFacts } from './profile-state.ts';
import { deriveState } from './profile-state.ts';
import { isRegionName, findWarnings } from './profile-warnings.ts';

/** Classifies a profile that cannot be used by its values, in the order of the SDK. */
function classifyValues(values: Values): ProfileKind {
  if (values.has('role_arn')) return values.has('web_identity_token_file') ? 'web-identity' : 'assume-role';
  if (values.has('aws_access_key_id'))
    return values.has('aws_session_token') ? 'temporary-keys' : 'static-keys';
  if (values.has('credential_process')) return 'credential-process';
  if (values.has('sso_session')) return 'sso-session';
  if (values.has('sso_start_url')) return 'sso-legacy';
  if (values.has('login_session')) return 'login-session';
  return 'unknown';
}

function classifyProfile(
  { name, sections, values }: ProfileEntry,
  credentialSource: CredentialSource,
): ProfileKind {
  if (name === environmentProfile && sections.length === 0) return 'environment';
  switch (credentialSource.kind) {
    case 'keys':
      return credentialSource.keys.sessionToken === undefined ? 'static-keys' : 'temporary-keys';
    case 'role':
      return 'assume-role';
    case 'web-identity':
      return 'web-identity';
    case 'process':
      return 'credential-process';
    case 'sso':
      return credentialSource.legacy ? 'sso-legacy' : 'sso-session';
    case 'login':
      return 'login-session';
    case 'machine':
    case 'unusable':
      return classifyValues(values);
  }
}

const accountOfArn = (arn: string | undefined): string | undefined =>
  /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(arn ?? '')?.[1];

const twelveDigits = (text: string | undefined): string | undefined =>
  text !== undefined && /^\d{12}$/.test(text) ? text : undefined;

const isRole = ({ kind }: CredentialSource): boolean => kind === 'role' || kind === 'web-identity';

/** Finds the account that the files name for a profile, 12 digits. A role can have the settings of a former sign-in too. */
export function findAccountId(values: Values, credentialSource: CredentialSource): string | undefined {
  const ofRole = accountOfArn(values.get('role_arn'));
  return (
    (isRole(credentialSource) ? ofRole : undefined) ??
    twelveDigits(values.get('sso_account_id')) ??
    ofRole ??
    accountOfArn(values.get('login_session')) ??
    twelveDigits(values.get('aws_account_id'))
  );
}

function findRoleName(values: Values, credentialSource: CredentialSource): string | undefined {
  const ofRole = /:role\/(.+)$/.exec(values.get('role_arn') ?? '')?.[1];
  return isRole(credentialSource) ? ofRole : (values.get('sso_role_name') ?? ofRole);
}

/** Finds the sign-in at the end of a chain; undefined when the chain needs none. */
function findSignIn(chain: readonly ChainLink[]): SignInSource | undefined {
  const last = chain.at(-1);
  if (last?.credentialSource.kind === 'sso') {
    const { session, legacy } = last.credentialSource;
    return { kind: 'sso', session, legacy };
  }
  return last?.credentialSource.kind === 'login'
    ? { kind: 'aws-login', profile: last.entry.name }
    : undefined;
}

/** Describes the problem with the token of the sign-in at the end of a chain. */
function describeToken(chain: readonly ChainLink[], { tokenProblems }: ProfileFacts): readonly string[] {
  const credentialSource = chain.at(-1)?.credentialSource;
  const problem =
    credentialSource?.kind === 'sso' || credentialSource?.kind === 'login'
      ? tokenProblems.get(sessionKey(credentialSource))
      : undefined;
  return problem === undefined ? [] : [problem];
}

type FilePaths = Readonly<Record<'config' | 'credentials', string>>;

/** Finds the first line of the first section that the SDK reads for a profile; undefined for the environment. */
export function findPlace({ sections }: ProfileEntry, paths: FilePaths): FilePlace | undefined {
  const first = sections.find(({ unused }) => unused === undefined) ?? sections[0];
  return first && { path: paths[first.fileKind], line: first.line };
}

/** The data that a profile's summary depends on, besides the profile. */
export interface SummaryContext {
  readonly catalog: ProfileCatalog;
  readonly paths: FilePaths;
  readonly facts: ProfileFacts;
  /** Account names by account id, as far as sign-ins have reported them. */
  readonly accountNames: ReadonlyMap<string, string>;
}

/** Summarizes a profile for display, without secrets. */
export function summarizeProfile(entry: ProfileEntry, context: SummaryContext): ProfileSummary {
  const { catalog, paths, facts, accountNames } = context;
  const chain = buildChain(entry, catalog);
  const region = entry.values.get('region') ?? '';
  const credentialSource = findCredentialSource(entry, catalog);
  const accountId = findAccountId(entry.values, credentialSource);
  return {
    name: entry.name,
    kind: classifyProfile(entry, credentialSource),
    state: deriveState(chain, facts),
    chain: chain.map((link) => link.entry.name),
    signIn: findSignIn(chain),
    warnings: [...findWarnings(chain, catalog), ...describeToken(chain, facts)],
    region: isRegionName(region) ? region : undefined,
    accountId,
    accountName: accountId === undefined ? undefined : accountNames.get(accountId),
    roleName: findRoleName(entry.values, credentialSource),
    customEndpoint: findEndpoint('ecr', entry, catalog) !== undefined,
    place: findPlace(entry, paths),
  };
}
