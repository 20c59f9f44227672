import type { FilePlace } from './result.ts';

/** The credential source of a profile, in the order in which the SDK looks: see `electron/engine/aws/profiles`. */
export type ProfileKind =
  | 'assume-role'
  | 'static-keys'
  | 'temporary-keys'
  | 'web-identity'
  | 'credential-process'
  | 'sso-session'
  | 'sso-legacy'
  | 'login-session'
  /** The keys in the environment of the app, which are not a profile of the files. */
  | 'environment'
  | 'unknown';

/** The name of the keys in the environment. No profile has this name, because the SDK accepts no space in names. */
export const environmentProfile = 'Environment variables';

/**
 * Names of identities without a profile, for the command line: the role of an EC2 instance, of an ECS task or EKS pod, of a
 * web identity token (`AWS_WEB_IDENTITY_TOKEN_FILE`), and the keys in the environment.
 */
export const identityNames = ['@instance', '@container', '@web-identity', '@environment'] as const;
export type IdentityName = (typeof identityNames)[number];

export const isIdentityName = (name: string): name is IdentityName =>
  identityNames.some((each) => each === name);

/** How the user signs in to the first credentials of a profile's chain. */
export type SignInSource =
  /** IAM Identity Center. `session` is the name of the `[sso-session]`, or the start URL of a legacy profile. */
  | { readonly kind: 'sso'; readonly session: string; readonly legacy: boolean }
  /** `aws login`, run by the AWS CLI for the profile with the `login_session`. */
  | { readonly kind: 'aws-login'; readonly profile: string };

/** @returns a key of the session that a sign-in opens; several profiles may share a session. */
export const getSessionKey = (credentialSource: SignInSource): string =>
  credentialSource.kind === 'sso'
    ? `sso ${credentialSource.session}`
    : `aws-login ${credentialSource.profile}`;

/**
 * The state of a profile, from files and cached credentials alone: no program is run and no request is sent. Times in
 * milliseconds since 1970.
 */
export type ProfileState =
  | { readonly kind: 'ready' }
  /** Keys that do not expire. */
  | { readonly kind: 'long-lived-key' }
  /** Temporary keys without an expiration; `changedAt` is when their file was last written. */
  | { readonly kind: 'expiry-unknown'; readonly changedAt?: number | undefined }
  /** Valid until then; `renews` is true when they are renewed automatically. */
  | { readonly kind: 'expires'; readonly at: number; readonly renews: boolean }
  | { readonly kind: 'expired'; readonly at?: number | undefined }
  | { readonly kind: 'sign-in'; readonly expiredAt?: number | undefined }
  /** `profile` of the chain requires a code of this MFA device. */
  | { readonly kind: 'mfa'; readonly profile: string; readonly device: string }
  /** `program` is the first word of its `credential_process`, without the folder. */
  | { readonly kind: 'runs-program'; readonly program: string }
  /** Works only on an EC2 instance, in an ECS container, with keys in the environment, or with its token file. */
  | { readonly kind: 'needs'; readonly what: 'ec2' | 'ecs' | 'environment' | 'token-file' }
  | { readonly kind: 'incomplete'; readonly problem: string };

/** A profile as the AWS config and credentials files describe it, without secrets. */
export interface ProfileSummary {
  readonly name: string;
  readonly kind: ProfileKind;
  readonly state: ProfileState;
  /** The region in the files. */
  readonly region?: string | undefined;
  /** The account in the files (`sso_account_id`, `role_arn`, `aws_account_id`), 12 digits. */
  readonly accountId?: string | undefined;
  /** The account's name in IAM Identity Center, known after a sign-in. */
  readonly accountName?: string | undefined;
  /** The role in the files. */
  readonly roleName?: string | undefined;
  /** From the profile itself along `source_profile` to the profile with the first credentials. */
  readonly chain: readonly string[];
  /** The sign-in of the last profile of the chain, when it needs one. */
  readonly signIn?: SignInSource | undefined;
  /** True when the profile sends ECR calls to a custom endpoint. */
  readonly customEndpoint: boolean;
  /** The first line of its section; absent for the environment. */
  readonly place?: FilePlace | undefined;
  /** Problems that do not prevent its use, a sentence each. */
  readonly warnings: readonly string[];
}

/** False when the profile cannot work until its file is changed. */
export const isUsable = ({ state }: ProfileSummary): boolean => state.kind !== 'incomplete';

/** One of the AWS files. */
export interface ProfileFile {
  readonly path: string;
  readonly fileKind: 'config' | 'credentials';
  readonly state: 'read' | 'missing' | 'unreadable';
}

/** The profiles, and the files that they were read from. */
export interface ProfileListing {
  readonly files: readonly ProfileFile[];
  /** In the order of the files; the environment last. */
  readonly profiles: readonly ProfileSummary[];
  /** True while the app uses the demo registries instead of the user's profiles. */
  readonly demo: boolean;
}
