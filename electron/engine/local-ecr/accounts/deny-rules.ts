import type { Caller } from './accounts.ts';

/** An action taken away from one principal or from all, on one repository or on all. */
export interface DenyRule {
  /** A user's or a session's, or the role's for all of its sessions. */
  readonly principalArn?: string;
  /** Such as `ecr:PutImage`, or `sts:AssumeRole`. */
  readonly action: string;
  readonly repositoryName?: string;
}

/** Stands in for identity policies: everything is allowed that no rule here denies. */
export class DenyRules {
  #rules: readonly DenyRule[] = [];

  add(rule: DenyRule): void {
    this.#rules = [...this.#rules, rule];
  }

  clear(): void {
    this.#rules = [];
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
