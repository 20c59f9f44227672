import type { PolicyStatement } from './policy-document.ts';

const arnPattern = /^arn:([^:]+):(iam|sts)::(\d{12}):(.+)$/;
const sessionPattern = /^assumed-role\/([^/]+)\/.+$/;
/** The role of a permission set in IAM Identity Center: its name and 16 hex digits, which change with a new assignment. */
const permissionSetPattern = /^AWSReservedSSO_(.+)_[0-9a-f]{16}$/;

interface Caller {
  readonly partition: string;
  readonly accountId: string;
  /** `user/ana`, or the name of a role without its path, which the ARN of a session does not contain. */
  readonly name: string;
  readonly kind: 'role' | 'permission-set' | 'other';
}

function parseCaller(arn: string): Caller | undefined {
  const [, partition, , accountId, rest] = arnPattern.exec(arn) ?? [];
  if (partition === undefined || accountId === undefined || rest === undefined) return undefined;
  const role = sessionPattern.exec(rest)?.[1];
  if (role === undefined) return { partition, accountId, name: rest, kind: 'other' };
  const kind = permissionSetPattern.test(role) ? 'permission-set' : 'role';
  return { partition, accountId, name: role, kind };
}

/**
 * Names a caller in a resource-based policy: the user, or the role of a session. The role of a permission set has a path that
 * the session's ARN does not contain, so it is named by a pattern (IAM Identity Center user guide, "Referencing permission sets
 * in resource policies").
 *
 * @param arn the caller's ARN as STS reports it.
 */
export function createPolicyPrincipal(arn: string): Pick<PolicyStatement, 'Principal' | 'Condition'> {
  const caller = parseCaller(arn);
  if (!caller || caller.kind === 'other') return { Principal: { AWS: arn } };
  const { partition, accountId, name, kind } = caller;
  const roles = `arn:${partition}:iam::${accountId}:role`;
  if (kind === 'role') return { Principal: { AWS: `${roles}/${name}` } };
  const anySuffix = name.replace(/[0-9a-f]{16}$/, '?'.repeat(16));
  return {
    Principal: { AWS: `arn:${partition}:iam::${accountId}:root` },
    Condition: { ArnLike: { 'aws:PrincipalArn': `${roles}/aws-reserved/sso.amazonaws.com/*${anySuffix}` } },
  };
}

/** Describes a caller for the administrator: the user, role or permission set that a policy is attached to. */
export function describePrincipal(arn: string): string {
  const caller = parseCaller(arn);
  if (!caller) return arn;
  const { accountId, name, kind } = caller;
  switch (kind) {
    case 'role':
      return `role ${name} of account ${accountId}`;
    case 'permission-set':
      return `permission set ${permissionSetPattern.exec(name)?.[1] ?? name} in account ${accountId}`;
    case 'other':
      return `${name.replace('/', ' ')} of account ${accountId}`;
  }
}
