import type { Caller } from './accounts.ts';

/** A role of an account, and who may take it on. */
export interface LocalRole {
  /** As in `arn:aws:iam::111111111111:role/Release`. */
  readonly name: string;
  /**
   * The principals of the trust policy: ARNs of users and roles, of an account's root, or account ids. Nobody when
   * left out.
   */
  readonly trusts?: readonly string[];
  /** When set, AssumeRole must name it. */
  readonly externalId?: string;
  /** Whether the trust policy asks for `aws:MultiFactorAuthPresent`. */
  readonly needsMfa?: boolean;
  /** In seconds; an hour, IAM's default, when left out. */
  readonly maxSessionDuration?: number;
  /** Tokens of an identity provider with which AssumeRoleWithWebIdentity lets anybody in. */
  readonly webIdentityTokens?: readonly string[];
}

/** A role together with the account it belongs to. */
export interface OwnedRole {
  readonly accountId: string;
  readonly role: LocalRole;
  readonly arn: string;
}

export function roleArn(accountId: string, roleName: string): string {
  return `arn:aws:iam::${accountId}:role/${roleName}`;
}

export function sessionArn(accountId: string, roleName: string, sessionName: string): string {
  return `arn:aws:sts::${accountId}:assumed-role/${roleName}/${sessionName}`;
}

/** Whether a list of principals, of a trust policy or of a repository's, names the caller. */
export function namesCaller(
  principals: readonly string[],
  { accountId, principal, session }: Caller,
): boolean {
  const root = new RegExp(`^arn:aws[a-z-]*:iam::${accountId}:root$`);
  return principals.some(
    (name) =>
      name === '*' ||
      name === accountId ||
      name === principal.arn ||
      name === session?.roleArn ||
      root.test(name),
  );
}
