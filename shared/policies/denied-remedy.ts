import type { DeniedAccess } from '../models/result.ts';
import type { PolicyDocument } from './policy-document.ts';
import { createPolicy } from './policy-document.ts';
import { createPolicyPrincipal } from './principal.ts';

/** The change that allows a denied call. */
export type DeniedRemedy =
  /** Attach this policy to the user, role or permission set of the caller. */
  | { readonly kind: 'identity-policy'; readonly policy: PolicyDocument }
  /** Add this policy's statement to the repository policy. */
  | { readonly kind: 'repository-policy'; readonly arn: string; readonly policy: PolicyDocument }
  /** A policy that limits permissions has to allow it as well. `policyKind` is AWS's term: `service control policy`. */
  | { readonly kind: 'limiting-policy'; readonly policyKind: string; readonly policy: PolicyDocument }
  /** Another policy cannot allow it. */
  | { readonly kind: 'explicit-deny'; readonly policyKind: string | undefined };

const explicitDenyPattern = /explicit deny(?: in an? ([\w -]+?))?\s*(?:$|[.:])/;
const implicitDenyPattern = /no ([\w -]+?) allows/;

const createSid = (action: string): string => `Allow${action.replaceAll(/[^A-Za-z0-9]/g, '')}`;

const isRepository = (arn: string): boolean => /^arn:[^:]+:ecr:.*:repository\//.test(arn);

/**
 * Finds the change that allows a denied call, by the reason in AWS's error message
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html).
 *
 * @param resource the ARN of the call's resource, for a denial without one.
 */
export function findDeniedRemedy(denied: DeniedAccess, resource: string): DeniedRemedy {
  const { action, principalArn, reason = '' } = denied;
  const arn = denied.resourceArn ?? resource;
  const explicit = explicitDenyPattern.exec(reason);
  if (explicit) return { kind: 'explicit-deny', policyKind: explicit[1] };

  const allow = { Sid: createSid(action), Effect: 'Allow', Action: [action] } as const;
  const policy = createPolicy([{ ...allow, Resource: arn }]);
  const policyKind = implicitDenyPattern.exec(reason)?.[1] ?? 'identity-based policy';
  if (policyKind === 'identity-based policy') return { kind: 'identity-policy', policy };
  if (policyKind === 'resource-based policy' && principalArn !== undefined && isRepository(arn))
    return {
      kind: 'repository-policy',
      arn,
      policy: createPolicy([{ ...allow, ...createPolicyPrincipal(principalArn) }]),
    };
  return { kind: 'limiting-policy', policyKind, policy };
}
