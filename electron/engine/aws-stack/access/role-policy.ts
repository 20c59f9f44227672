/** A statement of a policy of a role, with several resources. */
export interface RoleStatement {
  readonly Sid: string;
  readonly Effect: 'Allow';
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string>>>> | undefined;
}

/** An identity-based policy as a JSON document (IAM user guide, "IAM JSON policy element reference"). */
export interface RolePolicy {
  readonly Version: '2012-10-17';
  readonly Statement: readonly RoleStatement[];
}

/** IAM user guide, quotas: characters of a managed policy without white space. A policy in a role may have more. */
export const maxPolicyCharacters = 6_144;

/** Characters as IAM counts them: it ignores white space. */
export const countCharacters = (policy: RolePolicy): number =>
  JSON.stringify(policy).replaceAll(/\s/g, '').length;
