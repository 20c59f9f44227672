import type { Caller } from './accounts.ts';
import type { IdentityPolicy } from './identity-policy.ts';
import { identityPolicyAllows } from './identity-policy.ts';

/** An action taken away from one principal or from all, on one repository or on all. */
export interface DenyRule {
  /** A user's or a session's, or the role's for all of its sessions. */
  readonly principalArn?: string;
  /** Such as `ecr:PutImage`, or `sts:AssumeRole`. */
  readonly action: string;
  readonly repositoryName?: string;
}

/**
 * Stands in for identity policies: everything is allowed that no rule here denies. A principal that was given a policy
 * is allowed what it says, and nothing else.
 */
export class DenyRules {
  #rules: readonly DenyRule[] = [];
  readonly #policies = new Map<string, IdentityPolicy>();

  add(rule: DenyRule): void {
    this.#rules = [...this.#rules, rule];
  }

  allowOnly(principalArn: string, policy: IdentityPolicy): void {
    this.#policies.set(principalArn, policy);
  }

  clear(): void {
    this.#rules = [];
    this.#policies.clear();
  }

  /** @param resource an ARN, or `*` for an action that knows no resource. */
  allows(principalArn: string, action: string, resource: string): boolean {
    const policy = this.#policies.get(principalArn);
    return policy === undefined || identityPolicyAllows(policy, action, resource);
  }

  denies({ principal, session }: Caller, action: string, repositoryName: string | undefined): boolean {
    return this.#rules.some(
      (rule) =>
        rule.action === action &&
        [undefined, principal.arn, session?.roleArn].includes(rule.principalArn) &&
        (rule.repositoryName ?? repositoryName) === repositoryName,
    );
  }
}
