import type { PolicyStatement } from './policy-document.ts';

/** What creating a repository with a key of the customer's own takes on that key (ECR user guide, encryption at rest). */
const keyActions = ['kms:CreateGrant', 'kms:DescribeKey'] as const;

const aliasPattern = /^(arn:[^:]+:kms:[^:]+:\d{12}):(alias\/.+)$/;

/** IAM knows no permission on an alias: it is one on all keys, on condition that the key has that alias (KMS developer guide). */
export function createKeyStatement(kmsKey: string): PolicyStatement {
  const statement = { Sid: 'UseKey', Effect: 'Allow', Action: keyActions } as const;
  const [, keys, alias] = aliasPattern.exec(kmsKey) ?? [];
  if (keys === undefined || alias === undefined) return { ...statement, Resource: kmsKey };
  return {
    ...statement,
    Resource: `${keys}:key/*`,
    Condition: { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': alias } },
  };
}
