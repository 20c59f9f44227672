import type { DeniedAccess } from '../result.ts';
import type { PolicyDocument } from './policy-document.ts';
import { createPolicy } from './policy-document.ts';
import { createPolicyPrincipal } from './principal.ts';

/** What has to be changed so that a denied call is allowed. */
export type DeniedRemedy =
  /** Attach this to the user, role or permission set that called. */
  | { readonly kind: 'identity-policy'; readonly policy: PolicyDocument }
  /** Add this to the policy of the repository itself. */
  | { readonly kind: 'repository-policy'; readonly arn: string; readonly policy: PolicyDocument }
  /** A policy that sets limits has to allow it too; `policyKind` in AWS's words: `service control policy`. */
  | { readonly kind: 'limiting-policy'; readonly policyKind: string; readonly policy: PolicyDocument }
  /** Allowing it elsewhere does not help. */
  | { readonly kind: 'explicit-deny'; readonly policyKind: string | undefined };

const denyPattern = /explicit deny(?: in an? ([\w -]+?))?\s*(?:$|[.:])/;
const silencePattern = /no ([\w -]+?) allows/;

const sidOf = (action: string): string => `Allow${action.replaceAll(/[^A-Za-z0-9]/g, '')}`;

const isRepository = (arn: string): boolean => /^arn:[^:]+:ecr:.*:repository\//.test(arn);

/**
 * What helps against one denial, told from AWS's reason where it gave one.
 *
 * @param resource the ARN that the call was about, for a denial that names none.
 */
export function findDeniedRemedy(denied: DeniedAccess, resource: string): DeniedRemedy {
  const { action, principalArn, reason = '' } = denied;
  const arn = denied.resourceArn ?? resource;
  const forbidden = denyPattern.exec(reason);
  if (forbidden) return { kind: 'explicit-deny', policyKind: forbidden[1] };

  const allow = { Sid: sidOf(action), Effect: 'Allow', Action: [action] } as const;
  const policy = createPolicy([{ ...allow, Resource: arn }]);
  const silent = silencePattern.exec(reason)?.[1] ?? 'identity-based policy';
  if (silent === 'identity-based policy') return { kind: 'identity-policy', policy };
  if (silent === 'resource-based policy' && principalArn !== undefined && isRepository(arn))
    return {
      kind: 'repository-policy',
      arn,
      policy: createPolicy([{ ...allow, ...createPolicyPrincipal(principalArn) }]),
    };
  return { kind: 'limiting-policy', policyKind: silent, policy };
}
