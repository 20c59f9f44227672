/** An action taken away from one principal or from all, on one repository or on all. */
export interface DenyRule {
  readonly principalArn?: string;
  /** Such as `ecr:PutImage`. */
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

  denies(principalArn: string, action: string, repositoryName: string | undefined): boolean {
    return this.#rules.some(
      (rule) =>
        rule.action === action &&
        (rule.principalArn ?? principalArn) === principalArn &&
        (rule.repositoryName ?? repositoryName) === repositoryName,
    );
  }
}
