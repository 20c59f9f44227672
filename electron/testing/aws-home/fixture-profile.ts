import type { LocalPrincipal } from '../../local-ecr/accounts/accounts.ts';

/** What every profile of a fixture may have. */
interface ProfileBase {
  readonly name: string;
  readonly region?: string;
  /** Any other settings, such as `use_fips_endpoint`, `ca_bundle` or `services`. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** Keys in the credentials file; temporary ones when the principal has a session token. */
export interface KeysProfile extends ProfileBase {
  readonly kind: 'keys';
  readonly principal: LocalPrincipal;
  /** An MFA device beside the keys, without a role. */
  readonly mfaSerial?: string;
}

export interface RoleProfile extends ProfileBase {
  readonly kind: 'role';
  readonly roleArn: string;
  /** Another profile's name, or where the machine has credentials. */
  readonly source:
    | { readonly profile: string }
    | { readonly machine: 'Environment' | 'Ec2InstanceMetadata' | 'EcsContainer' };
  readonly mfaSerial?: string;
  readonly externalId?: string;
  readonly sessionName?: string;
  readonly durationSeconds?: number;
}

/** IAM Identity Center by an `sso-session`. */
export interface IdentityCenterProfile extends ProfileBase {
  readonly kind: 'identity-center';
  readonly session: string;
  readonly accountId: string;
  readonly roleName: string;
}

/** IAM Identity Center as it was configured before there were sessions. */
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

/** A console sign-in by `aws login`. */
export interface LoginProfile extends ProfileBase {
  readonly kind: 'login';
  /** The ARN that signed in. */
  readonly loginSession: string;
}

/** Nothing but its settings: for what is broken or not yet known. */
export interface BareProfile extends ProfileBase {
  readonly kind: 'bare';
}

/** A profile as a person would have it in `~/.aws`: one variant for each kind that AWS knows. */
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
  /** `sso:account:access` when left out. */
  readonly scopes?: string;
}

/** A `[services]` section: the endpoint of each service, such as `{ ecr: 'http://127.0.0.1:43210' }`. */
export interface FixtureServices {
  readonly name: string;
  readonly endpoints: Readonly<Record<string, string>>;
}

/** The AWS configuration of one person. */
export interface FixtureHome {
  readonly profiles: readonly FixtureProfile[];
  readonly sessions?: readonly FixtureSession[];
  readonly services?: readonly FixtureServices[];
  /** Where every profile leads, as its `endpoint_url`; nowhere when left out. */
  readonly endpoint?: string;
}
