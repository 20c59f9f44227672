import type { Side } from '../result.ts';
import { findAction, mountActions, readActions, writeActions } from './identity-policies.ts';
import type { PolicyDocument } from './policy-document.ts';
import { policyOf } from './policy-document.ts';
import { policyPrincipal } from './principal.ts';
import type { PolicyRoute } from './route.ts';

/**
 * The repository policy for a caller from another account. The caller's identity policy has to allow the same actions (ECR user
 * guide, repository policies).
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

/** The policy of the source for a caller from another account that mounts its layers within the registry. */
export function mountPolicy(callerArn: string): PolicyDocument {
  const { Principal, Condition } = policyPrincipal(callerArn);
  return policyOf([
    { Sid: 'CrossAccountMount', Effect: 'Allow', Principal, Action: mountActions, Condition },
  ]);
}
