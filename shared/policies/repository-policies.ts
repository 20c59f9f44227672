import type { Side } from '../result.ts';
import { findAction, mountActions, readActions, writeActions } from './identity-policies.ts';
import type { PolicyDocument } from './policy-document.ts';
import { createPolicy } from './policy-document.ts';
import { createPolicyPrincipal } from './principal.ts';
import type { PolicyRoute } from './route.ts';

/**
 * The policy that a repository needs for a caller from another account. The caller's own identity policy has to allow
 * the same (ECR user guide, repository policies).
 *
 * @param callerArn as STS reports it.
 */
export function repositoryPolicy(
  side: Side,
  { creation }: Pick<PolicyRoute, 'creation'>,
  callerArn: string,
): PolicyDocument {
  const { Principal, Condition } = createPolicyPrincipal(callerArn);
  const actions = side === 'source' ? [...readActions, ...(creation?.reads ?? [])] : writeActions;
  return createPolicy([
    {
      Sid: side === 'source' ? 'CrossAccountPull' : 'CrossAccountPush',
      Effect: 'Allow',
      Principal,
      Action: [findAction, ...actions],
      Condition,
    },
  ]);
}

/** The policy that the source needs for a caller from another account who mounts its layers in the same registry. */
export function createMountPolicy(callerArn: string): PolicyDocument {
  const { Principal, Condition } = createPolicyPrincipal(callerArn);
  return createPolicy([
    { Sid: 'CrossAccountMount', Effect: 'Allow', Principal, Action: mountActions, Condition },
  ]);
}
