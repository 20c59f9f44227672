import type { SignInSource } from '../../../../shared/models/profile.ts';
import { EngineError } from '../../errors/engine-error.ts';
import { findEndpoint } from '../profiles/custom-endpoint.ts';
import type { ProfileCatalog, ProfileEntry, Values } from '../profiles/profile-catalog.ts';
import { buildChain, findChainProblem } from '../profiles/profile-chain.ts';

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

/** @param name of the `[sso-session]`; the profile itself is a legacy one when absent. */
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
    scopes: name === undefined || !values ? [] : scopesOf(values),
    endpoints: {
      oidc: findEndpoint('sso_oidc', entry, catalog),
      portal: findEndpoint('sso', entry, catalog),
    },
  };
}

/**
 * What has to be signed in to for a profile's credentials. Pure.
 *
 * @throws EngineError `profile-unusable` when the files do not say enough, or when no sign-in is needed.
 */
export function findSignInTarget(profile: string, catalog: ProfileCatalog): SignInTarget {
  const chosen = catalog.profiles.get(profile);
  if (!chosen) throw unusable(profile, 'It is not in the AWS files any more.');
  const chain = buildChain(chosen, catalog);
  const broken = findChainProblem(chain);
  if (broken) throw unusable(profile, broken.problem);
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
      throw unusable(profile, 'It gets its credentials without any sign-in.');
  }
}

export const findCredentialSource = (target: SignInTarget): SignInSource =>
  target.kind === 'sso'
    ? { kind: 'sso', session: target.session.name, legacy: target.session.legacy }
    : { kind: 'aws-login', profile: target.profile };
