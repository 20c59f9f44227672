import type { Side } from '../result.ts';
import { findAction, mountActions, readActions, writeActions } from './identity-policies.ts';
import type { PolicyDocument } from './policy-document.ts';
import { policyOf } from './policy-document.ts';
import { policyPrincipal } from './principal.ts';
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
  const { Principal, Condition } = policyPrincipal(callerArn);
  const actions = side === 'source' ? [...readActions, ...(creation?.reads ?? [])] : writeActions;
  return policyOf([
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
export function mountPolicy(callerArn: string): PolicyDocument {
  const { Principal, Condition } = policyPrincipal(callerArn);
  return policyOf([
    { Sid: 'CrossAccountMount', Effect: 'Allow', Principal, Action: mountActions, Condition },
  ]);
}
