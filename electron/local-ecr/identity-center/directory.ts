/** An instance of IAM Identity Center: the users who sign in at one start URL, and their assignments. */
export interface LocalIdentityCenter {
  /** For example `https://corp.awsapps.com/start`. */
  readonly startUrl: string;
  readonly users: readonly LocalUser[];
}

export interface LocalUser {
  readonly name: string;
  readonly assignments: readonly Assignment[];
}

/** A permission set that is assigned to a user in an account. */
export interface Assignment {
  readonly accountId: string;
  /** The `sso_role_name` of a profile. */
  readonly roleName: string;
}

/** A user of one instance; each instance has its own user names. */
export interface SignedInUser {
  readonly startUrl: string;
  readonly user: LocalUser;
}
