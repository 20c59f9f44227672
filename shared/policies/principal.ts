import type { PolicyStatement } from './policy-document.ts';

const arnPattern = /^arn:([^:]+):(iam|sts)::(\d{12}):(.+)$/;
const sessionPattern = /^assumed-role\/([^/]+)\/.+$/;
/** IAM Identity Center's name for the role of a permission set: its name, and 16 hex digits that change when it is assigned anew. */
const permissionSetPattern = /^AWSReservedSSO_(.+)_[0-9a-f]{16}$/;

interface Caller {
  readonly partition: string;
  readonly accountId: string;
  /** `user/ana`, or a role's name without its path, which no session tells. */
  readonly name: string;
  readonly kind: 'role' | 'permission-set' | 'other';
}

function readCaller(arn: string): Caller | undefined {
  const [, partition, , accountId, rest] = arnPattern.exec(arn) ?? [];
  if (partition === undefined || accountId === undefined || rest === undefined) return undefined;
  const role = sessionPattern.exec(rest)?.[1];
  if (role === undefined) return { partition, accountId, name: rest, kind: 'other' };
  const kind = permissionSetPattern.test(role) ? 'permission-set' : 'role';
  return { partition, accountId, name: role, kind };
}

/**
 * How a resource's policy names a caller that STS told of: never a session, always what stands behind it. The role of
 * a permission set lies in a folder that the session does not tell, and is named by a pattern (IAM Identity Center
 * user guide, "Referencing permission sets in resource policies").
 */
export function createPolicyPrincipal(arn: string): Pick<PolicyStatement, 'Principal' | 'Condition'> {
  const caller = readCaller(arn);
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

/** Who it is, for an administrator: what a policy can be attached to. */
export function describePrincipal(arn: string): string {
  const caller = readCaller(arn);
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
