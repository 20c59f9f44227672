/** An instance of IAM Identity Center: the users who sign in at one start URL, and what they may use. */
export interface LocalIdentityCenter {
  /** Such as `https://corp.awsapps.com/start`. */
  readonly startUrl: string;
  readonly users: readonly LocalUser[];
}

export interface LocalUser {
  readonly name: string;
  readonly assignments: readonly Assignment[];
}

/** A permission set that a user has in an account. */
export interface Assignment {
  readonly accountId: string;
  /** As in `sso_role_name`. */
  readonly roleName: string;
}

/** A user of one instance: names are not shared between them. */
export interface SignedInUser {
  readonly startUrl: string;
  readonly user: LocalUser;
}
