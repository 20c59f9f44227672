import type { SignInSource } from '../../../../shared/models/profile.ts';
import { EngineError } from '../../errors/engine-error.ts';
import { findEndpoint } from '../profiles/custom-endpoint.ts';
import type { ProfileCatalog, ProfileEntry, Values } from '../profiles/profile-catalog.ts';
import { buildChain, findChainProblem } from '../profiles/profile-chain.ts';

/** A session of IAM Identity Center from the AWS files. */
export interface SsoSession {
  /** The name of the `[sso-session]`, or the start URL of a legacy profile, unchanged: the token file is named after it. */
  readonly name: string;
  readonly legacy: boolean;
  readonly startUrl: string;
  readonly region: string;
  /** The scopes that a sign-in requests; none for a legacy profile. */
  readonly scopes: readonly string[];
  /** The custom endpoints of the profile; the endpoints of AWS apply if undefined. */
  readonly endpoints: { readonly oidc: string | undefined; readonly portal: string | undefined };
}

/** The sign-in that a profile or one of its source profiles requires; `profile` is the one that defines it. */
export type SignInTarget =
  | { readonly kind: 'sso'; readonly profile: string; readonly session: SsoSession }
  | { readonly kind: 'aws-login'; readonly profile: string; readonly region: string | undefined };

/** The default of `sso_registration_scopes` (AWS SDKs and Tools Reference Guide, "IAM Identity Center credential provider"). */
const defaultScopes = ['sso:account:access'];

function readScopes(session: Values): readonly string[] {
  const scopes = (session.get('sso_registration_scopes') ?? '')
    .split(',')
    .map((scope) => scope.trim())
    .filter((scope) => scope !== '');
  return scopes.length > 0 ? scopes : defaultScopes;
}

const createUnusableError = (profile: string, problem: string): EngineError =>
  new EngineError({
    code: 'profile-unusable',
    message: `Profile ${profile} cannot sign in. ${problem}`,
    retryable: false,
    action: 'choose-profile',
    profile,
  });

/** @param name of the `[sso-session]`; undefined for a legacy profile, which contains the settings itself. */
export function readSsoSession(
  entry: ProfileEntry,
  catalog: ProfileCatalog,
  name: string | undefined,
): SsoSession {
  const values = name === undefined ? entry.values : catalog.ssoSessions.get(name);
  const startUrl = values?.get('sso_start_url') ?? '';
  return {
    name: name ?? startUrl,
    legacy: name === undefined,
    startUrl,
    region: values?.get('sso_region') ?? '',
    scopes: name === undefined || !values ? [] : readScopes(values),
    endpoints: {
      oidc: findEndpoint('sso_oidc', entry, catalog),
      portal: findEndpoint('sso', entry, catalog),
    },
  };
}

/**
 * Finds the sign-in that the credentials of a profile require. Pure.
 *
 * @throws EngineError `profile-unusable` when settings are missing or the profile requires no sign-in.
 */
export function findSignInTarget(profile: string, catalog: ProfileCatalog): SignInTarget {
  const entryOfProfile = catalog.profiles.get(profile);
  if (!entryOfProfile) throw createUnusableError(profile, 'It is not in the AWS files any more.');
  const chain = buildChain(entryOfProfile, catalog);
  const broken = findChainProblem(chain);
  if (broken) throw createUnusableError(profile, broken.problem);
  const { entry, credentialSource } = chain.at(-1) ?? chain[0];
  switch (credentialSource.kind) {
    case 'sso':
      return {
        kind: 'sso',
        profile: entry.name,
        session: readSsoSession(
          entry,
          catalog,
          credentialSource.legacy ? undefined : credentialSource.session,
        ),
      };
    case 'login':
      return { kind: 'aws-login', profile: entry.name, region: entry.values.get('region') || undefined };
    case 'keys':
    case 'role':
    case 'web-identity':
    case 'process':
    case 'machine':
    case 'unusable':
      throw createUnusableError(profile, 'It gets its credentials without a sign-in.');
  }
}

/** The part of a target that identifies its session, without endpoints and scopes. It is sent to the renderer. */
export const toSignInSource = (target: SignInTarget): SignInSource =>
  target.kind === 'sso'
    ? { kind: 'sso', session: target.session.name, legacy: target.session.legacy }
    : { kind: 'aws-login', profile: target.profile };
