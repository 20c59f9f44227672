import { createHash } from 'node:crypto';

/** The role that IAM Identity Center creates in an account for a permission set. */
export interface PermissionSetRole {
  /** For example `AWSReservedSSO_Release_0123456789abcdef`. */
  readonly roleName: string;
  readonly arn: string;
}

export function permissionSetRole(accountId: string, permissionSet: string): PermissionSetRole {
  const suffix = createHash('sha256').update(`${accountId}/${permissionSet}`).digest('hex').slice(0, 16);
  const roleName = `AWSReservedSSO_${permissionSet}_${suffix}`;
  return { roleName, arn: `arn:aws:iam::${accountId}:role/aws-reserved/sso.amazonaws.com/${roleName}` };
}
