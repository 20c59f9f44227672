import type { FilePlace } from '../result.ts';

/** How a profile gets its credentials, in the order in which the SDK looks: see `electron/engine/aws/profiles`. */
export type ProfileKind =
  | 'assume-role'
  | 'static-keys'
  | 'temporary-keys'
  | 'web-identity'
  | 'credential-process'
  | 'sso-session'
  | 'sso-legacy'
  | 'login-session'
  /** Not a profile of the files: the keys in the environment that the app was started with. */
  | 'environment'
  | 'unknown';

/** The row for the keys of the environment; no profile can have this name, because the SDK takes none with a space. */
export const environmentProfile = 'Environment variables';

/**
 * Identities that the command line can name without any file: the role of an EC2 instance, of an ECS task or EKS pod, of a
 * web identity token (`AWS_WEB_IDENTITY_TOKEN_FILE`), and the keys in the environment.
 */
export const identityNames = ['@instance', '@container', '@web-identity', '@environment'] as const;
export type IdentityName = (typeof identityNames)[number];

export const isIdentityName = (name: string): name is IdentityName =>
  identityNames.some((each) => each === name);

/** How a person signs in to what stands at the end of a profile's chain. */
export type SignInSource =
  /** IAM Identity Center. `session` is the name of the `[sso-session]`, or the start URL of a legacy profile. */
  | { readonly kind: 'sso'; readonly session: string; readonly legacy: boolean }
  /** `aws login`, run by the AWS CLI for the profile that holds the `login_session`. */
  | { readonly kind: 'aws-login'; readonly profile: string };

/** A name for what a sign-in opens: several profiles share it. */
export const getSessionKey = (credentialSource: SignInSource): string =>
  credentialSource.kind === 'sso'
    ? `sso ${credentialSource.session}`
    : `aws-login ${credentialSource.profile}`;

/** How a profile stands, told from files and from what is held in memory: nothing is run, asked or sent. Times in milliseconds since 1970. */
export type ProfileState =
  | { readonly kind: 'ready' }
  /** Keys that do not expire. */
  | { readonly kind: 'long-lived-key' }
  /** Temporary keys that do not say when they end; `changedAt` is when their file was last written. */
  | { readonly kind: 'expiry-unknown'; readonly changedAt?: number | undefined }
  /** Good until then; renewed without anybody's help when `renews`. */
  | { readonly kind: 'expires'; readonly at: number; readonly renews: boolean }
  | { readonly kind: 'expired'; readonly at?: number | undefined }
  | { readonly kind: 'sign-in'; readonly expiredAt?: number | undefined }
  /** `profile` of the chain wants a code of this device first. */
  | { readonly kind: 'mfa'; readonly profile: string; readonly device: string }
  /** The first word of its `credential_process`, without its folder. */
  | { readonly kind: 'runs-program'; readonly program: string }
  /** Works only on an EC2 machine, in an ECS container, with keys in the environment, or once its token file is there. */
  | { readonly kind: 'needs'; readonly what: 'ec2' | 'ecs' | 'environment' | 'token-file' }
  | { readonly kind: 'incomplete'; readonly problem: string };

/** A profile of the AWS config and credentials files, as far as the files themselves tell; holds no secret. */
export interface ProfileSummary {
  readonly name: string;
  readonly kind: ProfileKind;
  readonly state: ProfileState;
  /** The region that the files give for it. */
  readonly region?: string | undefined;
  /** The account that the files name for it (`sso_account_id`, `role_arn`, `aws_account_id`), 12 digits. */
  readonly accountId?: string | undefined;
  /** The account's name in IAM Identity Center, where a sign-in has told it. */
  readonly accountName?: string | undefined;
  /** The role that the files name for it. */
  readonly roleName?: string | undefined;
  /** From the profile itself by `source_profile` to the one whose credentials are used first. */
  readonly chain: readonly string[];
  /** How to sign in to the end of the chain, where that takes a sign-in. */
  readonly signIn?: SignInSource | undefined;
  /** True when the profile itself sends ECR calls to an endpoint of its own. */
  readonly customEndpoint: boolean;
  /** Where its section begins; absent for the environment. */
  readonly place?: FilePlace | undefined;
  /** What is odd about it but does not stop it, a sentence each. */
  readonly warnings: readonly string[];
}

/** A profile that cannot work until its file is changed. */
export const isUsable = ({ state }: ProfileSummary): boolean => state.kind !== 'incomplete';

/** One of the files that profiles are read from. */
export interface ProfileFile {
  readonly path: string;
  readonly fileKind: 'config' | 'credentials';
  readonly state: 'read' | 'missing' | 'unreadable';
}

/** What was found, and where it was looked for. */
export interface ProfileListing {
  readonly files: readonly ProfileFile[];
  /** In the order of the files; the environment last. */
  readonly profiles: readonly ProfileSummary[];
  /** True while the app runs on its own demo registries instead of the user's profiles. */
  readonly demo: boolean;
}
