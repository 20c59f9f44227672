import type { StackRole, StackTarget } from '../../../../shared/models/aws-stack.ts';
import type { Plan } from '../../../../shared/models/plan.ts';
import { findPartition } from '../../../../shared/models/reference.ts';
import type { Side } from '../../../../shared/models/result.ts';
import type { PolicyStatement } from '../../../../shared/policies/policy-document.ts';
import { createPlanRoute } from '../../../../shared/policies/policy-route.ts';
import type { FittedPolicy } from './fit-policy.ts';
import { fitPolicy } from './fit-policy.ts';
import { mergeStatements } from './merge-statements.ts';
import { listSideStatements } from './side-statements.ts';

const sides: readonly Side[] = ['source', 'destination'];

/** A role in another account than the stack's, with its permissions. */
export interface RoleAccess {
  readonly role: StackRole;
  readonly permissions: FittedPolicy;
}

/** What the function may do: with its own role in the stack's account, and with roles of other accounts. */
export interface StackAccess {
  readonly own: FittedPolicy;
  readonly roles: readonly RoleAccess[];
}

/** The role that acts at one side of a plan; undefined for the function's own role. */
export function findRole(
  { accountId, region, stackName }: StackTarget,
  side: Side,
  plan: Pick<Plan, Side>,
): StackRole | undefined {
  const { registryId, accountId: profileAccount, profile } = plan[side];
  if (registryId === accountId) return undefined;
  const roleName = `${stackName}-${side}`;
  return {
    side,
    accountId: registryId,
    profile: profileAccount === registryId ? profile : undefined,
    roleName,
    roleArn: `arn:${findPartition(region)}:iam::${registryId}:role/${roleName}`,
  };
}

const assumeRoles = (roles: readonly StackRole[]): readonly PolicyStatement[] =>
  roles.map(({ roleArn }) => ({
    Sid: 'AssumeRoles',
    Effect: 'Allow',
    Action: ['sts:AssumeRole'],
    Resource: roleArn,
  }));

/** The access of the function to the registries of these plans. */
export function createAccess(target: StackTarget, plans: readonly Plan[]): StackAccess {
  const roles = new Map<string, StackRole>();
  const statements = new Map<string | undefined, PolicyStatement[]>();
  for (const plan of plans) {
    for (const side of sides) {
      const role = findRole(target, side, plan);
      if (role) roles.set(role.roleArn, role);
      const known = statements.get(role?.roleArn) ?? [];
      statements.set(role?.roleArn, [...known, ...listSideStatements(side, createPlanRoute(plan))]);
    }
  }
  const permissionsOf = (roleArn: string | undefined): readonly PolicyStatement[] =>
    statements.get(roleArn) ?? [];
  return {
    own: fitPolicy(mergeStatements([...permissionsOf(undefined), ...assumeRoles([...roles.values()])])),
    roles: [...roles.values()].map((role) => ({
      role,
      permissions: fitPolicy(mergeStatements(permissionsOf(role.roleArn))),
    })),
  };
}
