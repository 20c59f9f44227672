import type { Caller } from './accounts.ts';
import type { IdentityPolicy } from './identity-policy.ts';
import { identityPolicyAllows } from './identity-policy.ts';

/** An action denied to one principal or to all, on one repository or on all. */
export interface DenyRule {
  /** The ARN of a user or a session, or of a role for all its sessions. */
  readonly principalArn?: string;
  /** For example `ecr:PutImage` or `sts:AssumeRole`. */
  readonly action: string;
  readonly repositoryName?: string;
}

/**
 * Replaces identity policies: allows everything that no rule denies. A principal that was given a policy is allowed
 * only what the policy allows.
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

  /** @param resource an ARN, or `*` for an action without resources. */
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
