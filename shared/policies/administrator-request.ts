import { repositoryUri } from '../models/reference.ts';
import type { DeniedAccess } from '../models/result.ts';
import { assertNever } from '../models/result.ts';
import type { DeniedRemedy } from './denied-remedy.ts';
import { findDeniedRemedy } from './denied-remedy.ts';
import type { Callers, RequiredPolicy } from './required-policies.ts';
import { listRequiredPolicies } from './required-policies.ts';
import { formatPolicy } from './policy-document.ts';
import { describePrincipal } from './principal.ts';
import type { PolicyRoute } from './policy-route.ts';

const describeCaller = (arn: string): string => `${describePrincipal(arn)} (${arn})`;

function describePolicyTarget({ side, attachTo, arn }: RequiredPolicy): string {
  const purpose = side === 'source' ? 'read the source' : 'write to the destination';
  return attachTo === 'identity'
    ? `To ${purpose}, attach this policy to ${describeCaller(arn)}:`
    : `To ${purpose}, which is in another account, add this statement to the repository policy of ${arn}:`;
}

/** A repository that does not exist has no policy that can allow its creation from another account. */
function creationNote({ creation, destination }: PolicyRoute, callers: Callers): readonly string[] {
  if (!creation || callers.destination.accountId === destination.accountId) return [];
  return [
    `Repository ${destination.repositoryName} does not exist, and it cannot be created from another account. Please create it first.`,
  ];
}

/** Writes a request for all permissions of a copy, for the administrator. */
export function describePolicyRequest(route: PolicyRoute, callers: Callers): string {
  return [
    `Please allow copying container images from ${repositoryUri(route.source)} to ${repositoryUri(route.destination)}. This needs only the following permissions.`,
    ...creationNote(route, callers),
    ...listRequiredPolicies(route, callers).flatMap((needed) => [
      describePolicyTarget(needed),
      formatPolicy(needed.policy),
    ]),
  ].join('\n\n');
}

function describeRemedy(remedy: DeniedRemedy, principal: string): readonly string[] {
  switch (remedy.kind) {
    case 'identity-policy':
      return [`Please attach this policy to ${principal}:`, formatPolicy(remedy.policy)];
    case 'repository-policy':
      return [
        `Please add this statement to the repository policy of ${remedy.arn}:`,
        formatPolicy(remedy.policy),
      ];
    case 'limiting-policy':
      return [
        `No ${remedy.policyKind} allows it. Please allow this in the ${remedy.policyKind} as well:`,
        formatPolicy(remedy.policy),
      ];
    case 'explicit-deny':
      return [
        `It is denied explicitly${remedy.policyKind === undefined ? '' : ` in the ${remedy.policyKind}`}. Another policy cannot allow it. Please remove this denial.`,
      ];
    default:
      return assertNever(remedy);
  }
}

/**
 * Writes a request for the permission of a denied call, for the administrator: caller, action, resource and policy.
 *
 * @param resource the ARN of the call's resource, for a denial without one.
 */
export function describeDeniedRequest(denied: DeniedAccess, resource: string): string {
  const { action, principalArn, resourceArn = resource, reason } = denied;
  const principal = principalArn === undefined ? 'my user or role' : describeCaller(principalArn);
  const why = reason === undefined ? '' : ` AWS says: ${reason}.`;
  return [
    `AWS does not allow ${principal} to perform ${action} on ${resourceArn}.${why}`,
    ...describeRemedy(findDeniedRemedy(denied, resource), principal),
  ].join('\n\n');
}
