import type { Caller } from './accounts.ts';

/** A role of an account, with its trust policy. */
export interface LocalRole {
  /** The name in `arn:aws:iam::111111111111:role/Release`. */
  readonly name: string;
  /** The principals of the trust policy: ARNs of users, roles and account roots, or account ids; none by default. */
  readonly trustedPrincipals?: readonly string[];
  /** When set, AssumeRole must give it. */
  readonly externalId?: string;
  /** Whether the trust policy requires `aws:MultiFactorAuthPresent`. */
  readonly requiresMfa?: boolean;
  /** In seconds; one hour, the default of IAM, when absent. */
  readonly maxSessionDuration?: number;
  /** Tokens of an identity provider that AssumeRoleWithWebIdentity accepts. */
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

/** @returns whether a list of principals, of a trust policy or of a repository policy, includes the caller. */
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
