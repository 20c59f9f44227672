/** A statement of an IAM policy, as IAM's JSON grammar has it; only what these policies need. */
export interface PolicyStatement {
  /** Letters and digits. */
  readonly Sid: string;
  readonly Effect: 'Allow';
  /** In policies of a resource only. */
  readonly Principal?: { readonly AWS: string };
  readonly Action: readonly string[];
  /** In policies of an identity only: a repository's own policy speaks of that repository. */
  readonly Resource?: string;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string>>>> | undefined;
}

export interface PolicyDocument {
  readonly Version: '2012-10-17';
  readonly Statement: readonly PolicyStatement[];
}

/** A statement that names no action is left out: IAM refuses it. */
export const createPolicy = (statements: readonly PolicyStatement[]): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: statements.filter(({ Action }) => Action.length > 0),
});

/** As it is pasted into the console. */
export const policyText = (policy: PolicyDocument): string => JSON.stringify(policy, null, 2);
