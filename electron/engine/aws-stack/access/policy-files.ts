import type { StackFile, StackTarget } from '../../../../shared/models/aws-stack.ts';
import { findPartition } from '../../../../shared/models/reference.ts';
import type { RoleAccess } from './create-access.ts';

const toJson = (value: object): string => `${JSON.stringify(value, null, 2)}\n`;

/**
 * Allows the function and the builds of the stack to assume the role. They are named by a condition, because IAM rejects a
 * principal that does not exist yet, and no longer recognizes one that was deleted and created again.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
const createTrustPolicy = ({ accountId, region, stackName }: StackTarget) => {
  const iam = `arn:${findPartition(region)}:iam::${accountId}`;
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'TrustStack',
        Effect: 'Allow',
        Principal: { AWS: `${iam}:root` },
        Action: 'sts:AssumeRole',
        Condition: {
          ArnEquals: {
            'aws:PrincipalArn': [`${iam}:role/${stackName}-function`, `${iam}:role/${stackName}-build`],
          },
        },
      },
    ],
  };
};

/** `policies/111111111111-source-trust.json` and `policies/111111111111-source-permissions.json`. */
export const policyPaths = ({
  role,
}: Pick<RoleAccess, 'role'>): { readonly trust: string; readonly permissions: string } => {
  const start = `policies/${role.accountId}-${role.side}`;
  return { trust: `${start}-trust.json`, permissions: `${start}-permissions.json` };
};

/** The two policies of each role in another account. */
export const createPolicyFiles = (target: StackTarget, roles: readonly RoleAccess[]): readonly StackFile[] =>
  roles.flatMap((access) => {
    const paths = policyPaths(access);
    return [
      { path: paths.trust, text: toJson(createTrustPolicy(target)) },
      { path: paths.permissions, text: toJson(access.permissions.policy) },
    ];
  });
