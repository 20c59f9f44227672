import { EcrError } from '../registry/ecr-error.ts';
import type { Registry } from '../registry/registry.ts';
import type { Caller } from './accounts.ts';
import type { DenyRules } from './deny-rules.ts';
import { policyDecision } from './repository-policy.ts';

/** One permission on one repository, or on the whole registry when no repository is named. */
export interface PermissionRequest {
  readonly caller: Caller;
  /** For example `ecr:PutImage`. */
  readonly action: string;
  readonly registry: Registry;
  readonly repositoryName?: string;
}

/**
 * Evaluates IAM policies: within its own account, a principal needs an identity policy or a repository policy that
 * allows the action and no rule that denies it; across accounts both policies must allow it.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 * @throws EcrError AccessDeniedException
 */
export function authorize(request: PermissionRequest, denyRules: DenyRules): void {
  const { caller, action, registry, repositoryName } = request;
  if (denyRules.denies(caller, action, repositoryName))
    throw accessDenied(request, 'no identity-based policy allows');
  const repository = repositoryName === undefined ? undefined : registry.repositories.get(repositoryName);
  const decision = policyDecision(repository?.settings.policyText, caller, action);
  if (decision === 'denied') throw accessDenied(request, 'an explicit deny');
  const isOwn = caller.accountId === registry.accountId;
  const identityAllows = denyRules.allows(caller.principal.arn, action, resourceOf(request));
  if (!identityAllows && !(isOwn && decision === 'allowed'))
    throw accessDenied(request, 'no identity-based policy allows');
  if (!isOwn && decision !== 'allowed') throw accessDenied(request, 'no resource-based policy allows');
}

type DenialReason =
  | 'no identity-based policy allows'
  | 'no resource-based policy allows'
  | 'an explicit deny';

/** @returns AccessDeniedException with the message of AWS. */
export function accessDenied(request: PermissionRequest, reason: DenialReason): EcrError {
  const { caller, action } = request;
  const because =
    reason === 'an explicit deny'
      ? 'with an explicit deny in a resource-based policy'
      : `because ${reason} the ${action} action`;
  return new EcrError(
    'AccessDeniedException',
    `User: ${caller.principal.arn} is not authorized to perform: ${action} on resource: ${resourceOf(request)} ${because}`,
  );
}

function resourceOf({ action, registry, repositoryName }: PermissionRequest): string {
  if (repositoryName !== undefined) return registry.arnOf(repositoryName);
  return action === 'ecr:DescribeRepositories' ? registry.arnOf('*') : '*';
}
