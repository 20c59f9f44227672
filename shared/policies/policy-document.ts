/** A statement of an IAM policy, with the elements that these policies use. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html */
export interface PolicyStatement {
  /** Letters and digits. */
  readonly Sid: string;
  readonly Effect: 'Allow';
  /** In resource-based policies only. */
  readonly Principal?: { readonly AWS: string };
  readonly Action: readonly string[];
  /** In identity-based policies only, because a repository policy applies to its repository. */
  readonly Resource?: string;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string>>>> | undefined;
}

export interface PolicyDocument {
  readonly Version: '2012-10-17';
  readonly Statement: readonly PolicyStatement[];
}

/** Leaves out statements without actions, which IAM rejects. */
export const createPolicy = (statements: readonly PolicyStatement[]): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: statements.filter(({ Action }) => Action.length > 0),
});

/** The JSON text for the console. */
export const formatPolicy = (policy: PolicyDocument): string => JSON.stringify(policy, null, 2);
