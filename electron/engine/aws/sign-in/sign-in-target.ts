import type { SignInMeans } from '../../../../shared/models/profile.ts';
import { EngineError } from '../../errors/engine-error.ts';
import { endpointFor } from '../profiles/custom-endpoint.ts';
import type { ProfileCatalog, ProfileEntry, Values } from '../profiles/profile-catalog.ts';

/** A session of IAM Identity Center, as the files define it. */
export interface SsoSession {
  /** The name of the `[sso-session]`, or a legacy profile's start URL: exactly as written, for it names the token's file. */
  readonly name: string;
  readonly legacy: boolean;
  readonly startUrl: string;
  readonly region: string;
  /** What a sign-in asks for; a legacy profile asks for nothing. */
  readonly scopes: readonly string[];
  /** Where the profile sends its calls instead of AWS's own hosts. */
  readonly endpoints: { readonly oidc: string | undefined; readonly portal: string | undefined };
}

/** What stands at the end of a profile's chain and takes a sign-in; `profile` is the one that holds it. */
export type SignInTarget =
  | { readonly kind: 'sso'; readonly profile: string; readonly session: SsoSession }
  | { readonly kind: 'aws-login'; readonly profile: string; readonly region: string | undefined };

/** The scope that every session has (`sso_registration_scopes`, AWS SDKs and Tools Reference Guide). */
const defaultScopes = ['sso:account:access'];

function scopesOf(session: Values): readonly string[] {
  const scopes = (session.get('sso_registration_scopes') ?? '')
    .split(',')
    .map((scope) => scope.trim())
    .filter((scope) => scope !== '');
  return scopes.length > 0 ? scopes : defaultScopes;
}

const unusable = (profile: string, problem: string): EngineError =>
  new EngineError({
    code: 'profile-unusable',
    message: `Profile ${profile} cannot sign in. ${problem}`,
    retryable: false,
    action: 'choose-profile',
    profile,
  });

/**
 * The profile whose own credentials are used first, by the SDK's order: a role leads on to its source profile, but keys
 * of a profile that is reached as a source come before its role. Undefined where the chain breaks or runs in a circle.
 */
function endOfChain(profile: string, { profiles }: ProfileCatalog): ProfileEntry | undefined {
  const seen = new Set<string>();
  let entry = profiles.get(profile);
  while (entry && !seen.has(entry.name)) {
    const reachedAsSource = seen.size > 0;
    seen.add(entry.name);
    if (!entry.values.has('role_arn')) return entry;
    if (reachedAsSource && entry.values.has('aws_access_key_id')) return entry;
    if (entry.values.has('web_identity_token_file')) return entry;
    entry = profiles.get(entry.values.get('source_profile') ?? '');
  }
  return undefined;
}

function ssoSession(entry: ProfileEntry, catalog: ProfileCatalog): SsoSession {
  const name = entry.values.get('sso_session');
  const section = name === undefined ? entry.values : catalog.ssoSessions.get(name);
  if (!section) throw unusable(entry.name, `The section [sso-session ${name}] that it names is missing.`);
  const startUrl = section.get('sso_start_url');
  const region = section.get('sso_region');
  if (!startUrl || !region) {
    const where = name === undefined ? 'It' : `[sso-session ${name}]`;
    throw unusable(entry.name, `${where} lacks ${startUrl ? 'sso_region' : 'sso_start_url'}.`);
  }
  return {
    name: name ?? startUrl,
    legacy: name === undefined,
    startUrl,
    region,
    scopes: name === undefined ? [] : scopesOf(section),
    endpoints: {
      oidc: endpointFor('sso_oidc', entry, catalog),
      portal: endpointFor('sso', entry, catalog),
    },
  };
}

/** True for the kinds that come before a sign-in in the SDK's order (credential-provider-ini, resolveProfileData). */
const hasOtherCredentials = (values: Values): boolean =>
  values.has('aws_access_key_id') ||
  values.has('web_identity_token_file') ||
  values.has('credential_process');

/**
 * What has to be signed in to for a profile's credentials. Pure.
 *
 * @throws EngineError `profile-unusable` when the files do not say enough, or when no sign-in is needed.
 */
export function signInTarget(profile: string, catalog: ProfileCatalog): SignInTarget {
  if (!catalog.profiles.has(profile)) throw unusable(profile, 'It is not in the AWS files any more.');
  const end = endOfChain(profile, catalog);
  if (end && !hasOtherCredentials(end.values)) {
    if (end.values.has('sso_session') || end.values.has('sso_start_url'))
      return { kind: 'sso', profile: end.name, session: ssoSession(end, catalog) };
    if (end.values.has('login_session'))
      return { kind: 'aws-login', profile: end.name, region: end.values.get('region') || undefined };
  }
  throw unusable(profile, 'It gets its credentials without any sign-in.');
}

export const meansOf = (target: SignInTarget): SignInMeans =>
  target.kind === 'sso'
    ? { kind: 'sso', session: target.session.name, legacy: target.session.legacy }
    : { kind: 'aws-login', profile: target.profile };
