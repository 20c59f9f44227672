import { createHash } from 'node:crypto';

/** The role that IAM Identity Center keeps in an account for one of its permission sets. */
export interface PermissionSetRole {
  /** Such as `AWSReservedSSO_Release_0123456789abcdef`. */
  readonly roleName: string;
  readonly arn: string;
}

export function permissionSetRole(accountId: string, permissionSet: string): PermissionSetRole {
  const suffix = createHash('sha256').update(`${accountId}/${permissionSet}`).digest('hex').slice(0, 16);
  const roleName = `AWSReservedSSO_${permissionSet}_${suffix}`;
  return { roleName, arn: `arn:aws:iam::${accountId}:role/aws-reserved/sso.amazonaws.com/${roleName}` };
}
