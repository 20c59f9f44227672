import { repositoryUri } from '../models/reference.ts';
import type { DeniedAccess } from '../result.ts';
import { assertNever } from '../result.ts';
import type { DeniedRemedy } from './denied-remedy.ts';
import { findDeniedRemedy } from './denied-remedy.ts';
import type { Callers, RequiredPolicy } from './needed-policies.ts';
import { listRequiredPolicies } from './needed-policies.ts';
import { policyText } from './policy-document.ts';
import { describePrincipal } from './principal.ts';
import type { PolicyRoute } from './route.ts';

const caller = (arn: string): string => `${describePrincipal(arn)} (${arn})`;

function heading({ side, attachTo, arn }: RequiredPolicy): string {
  const what = side === 'source' ? 'read the source' : 'write into the destination';
  return attachTo === 'identity'
    ? `To ${what}, attach this policy to ${caller(arn)}:`
    : `To ${what}, which is in another account, add this to the policy of ${arn}:`;
}

/** ECR: the policy of a repository that does not exist can allow nothing. */
function creationNote({ creation, destination }: PolicyRoute, callers: Callers): readonly string[] {
  if (!creation || callers.destination.accountId === destination.accountId) return [];
  return [
    `Repository ${destination.repositoryName} does not exist yet, and nobody can be allowed to create it from another account. Please create it first.`,
  ];
}

/** What to send to whoever gives permissions, before a copy: all that it needs. */
export function describePolicyRequest(route: PolicyRoute, callers: Callers): string {
  return [
    `I would like to copy container images from ${repositoryUri(route.source)} to ${repositoryUri(route.destination)}. This takes the following permissions, and no others.`,
    ...creationNote(route, callers),
    ...listRequiredPolicies(route, callers).flatMap((needed) => [heading(needed), policyText(needed.policy)]),
  ].join('\n\n');
}

function remedyWords(remedy: DeniedRemedy, who: string): readonly string[] {
  switch (remedy.kind) {
    case 'identity-policy':
      return [`Please attach this policy to ${who}:`, policyText(remedy.policy)];
    case 'repository-policy':
      return [`Please add this to the policy of ${remedy.arn}:`, policyText(remedy.policy)];
    case 'limiting-policy':
      return [
        `No ${remedy.policyKind} allows it. Please let the ${remedy.policyKind} allow this too:`,
        policyText(remedy.policy),
      ];
    case 'explicit-deny':
      return [
        `It is denied explicitly${remedy.policyKind === undefined ? '' : ` in the ${remedy.policyKind}`}. Allowing it elsewhere does not help; please lift that denial.`,
      ];
    default:
      return assertNever(remedy);
  }
}

/**
 * What to send to whoever gives permissions, after a denial: who, which action, which resource, and the policy.
 *
 * @param resource the ARN that the call was about, for a denial that names none.
 */
export function describeDeniedRequest(denied: DeniedAccess, resource: string): string {
  const { action, principalArn, resourceArn = resource, reason } = denied;
  const who = principalArn === undefined ? 'my user or role' : caller(principalArn);
  const why = reason === undefined ? '' : ` AWS says: ${reason}.`;
  return [
    `AWS does not allow ${who} to perform ${action} on ${resourceArn}.${why}`,
    ...remedyWords(findDeniedRemedy(denied, resource), who),
  ].join('\n\n');
}
