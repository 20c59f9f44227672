import type { LocalPrincipal } from '../../local-ecr/accounts/accounts.ts';

/** The members of every kind of profile. */
interface ProfileBase {
  readonly name: string;
  readonly region?: string;
  /** Any other settings, such as `use_fips_endpoint`, `ca_bundle` or `services`. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** Keys in the credentials file; temporary keys if the principal has a session token. */
export interface KeysProfile extends ProfileBase {
  readonly kind: 'keys';
  readonly principal: LocalPrincipal;
  /** `mfa_serial` for the keys themselves, without a role. */
  readonly mfaSerial?: string;
}

export interface RoleProfile extends ProfileBase {
  readonly kind: 'role';
  readonly roleArn: string;
  /** The source profile, or the `credential_source` of the computer. */
  readonly source:
    | { readonly profile: string }
    | { readonly machine: 'Environment' | 'Ec2InstanceMetadata' | 'EcsContainer' };
  readonly mfaSerial?: string;
  readonly externalId?: string;
  readonly sessionName?: string;
  readonly durationSeconds?: number;
}

/** IAM Identity Center with an `sso-session`. */
export interface IdentityCenterProfile extends ProfileBase {
  readonly kind: 'identity-center';
  readonly session: string;
  readonly accountId: string;
  readonly roleName: string;
}

/** IAM Identity Center with the settings in the profile itself (legacy configuration). */
export interface LegacyIdentityCenterProfile extends ProfileBase {
  readonly kind: 'legacy-identity-center';
  readonly startUrl: string;
  readonly ssoRegion: string;
  readonly accountId: string;
  readonly roleName: string;
}

export interface ProcessProfile extends ProfileBase {
  readonly kind: 'process';
  readonly command: string;
}

export interface WebIdentityProfile extends ProfileBase {
  readonly kind: 'web-identity';
  readonly roleArn: string;
  readonly tokenFile: string;
  readonly sessionName?: string;
}

/** A console sign-in with `aws login`. */
export interface LoginProfile extends ProfileBase {
  readonly kind: 'login';
  /** The ARN of the signed-in principal. */
  readonly loginSession: string;
}

/** Only `settings`, for invalid or unknown kinds of profiles. */
export interface BareProfile extends ProfileBase {
  readonly kind: 'bare';
}

/** A profile in the AWS files: one variant for each kind. */
export type FixtureProfile =
  | KeysProfile
  | RoleProfile
  | IdentityCenterProfile
  | LegacyIdentityCenterProfile
  | ProcessProfile
  | WebIdentityProfile
  | LoginProfile
  | BareProfile;

/** A `[sso-session]` section. */
export interface FixtureSession {
  readonly name: string;
  readonly startUrl: string;
  readonly ssoRegion: string;
  /** `sso:account:access` if absent. */
  readonly scopes?: string;
}

/** A `[services]` section with the endpoint of each service, such as `{ ecr: 'http://127.0.0.1:43210' }`. */
export interface FixtureServices {
  readonly name: string;
  readonly endpoints: Readonly<Record<string, string>>;
}

/** The AWS files of one user. */
export interface FixtureHome {
  readonly profiles: readonly FixtureProfile[];
  readonly sessions?: readonly FixtureSession[];
  readonly services?: readonly FixtureServices[];
  /** The `endpoint_url` of every profile. */
  readonly endpoint?: string;
}
