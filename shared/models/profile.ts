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
  | 'unknown';

/** A profile of the AWS config and credentials files, as far as the files themselves tell; holds no secret. */
export interface ProfileSummary {
  readonly name: string;
  readonly kind: ProfileKind;
  /** The region that the files give for it. */
  readonly region?: string;
  /** The account that the files name for it (`sso_account_id`, `role_arn`, `aws_account_id`), 12 digits. */
  readonly accountId?: string;
  /** The role that the files name for it. */
  readonly roleName?: string;
  /** True when the profile itself sends ECR calls to an endpoint of its own. */
  readonly customEndpoint: boolean;
  /** Why it cannot be used, in one sentence; absent for a profile that may work. */
  readonly problem?: string;
}

/** One of the files that profiles are read from. */
export interface ProfileFile {
  readonly path: string;
  readonly holds: 'config' | 'credentials';
  readonly state: 'read' | 'missing' | 'unreadable';
}

/** What was found, and where it was looked for. */
export interface ProfileListing {
  readonly files: readonly ProfileFile[];
  /** In the order of the files. */
  readonly profiles: readonly ProfileSummary[];
  /** True while the app runs on its own demo registries instead of the user's profiles. */
  readonly demo: boolean;
}
