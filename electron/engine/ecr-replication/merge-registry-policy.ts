import { z } from 'zod';
import type { RegistryPolicyChange } from '../../../shared/models/ecr-replication.ts';
import type { Readable } from '../../../shared/models/image-details.ts';
import type { RegistryReference } from '../../../shared/models/reference.ts';
import { repositoryArn } from '../../../shared/models/reference.ts';
import type { ReplicationStatement } from '../../../shared/policies/replication-policies.ts';
import { createReplicationStatement } from '../../../shared/policies/replication-policies.ts';

const oneOrMore = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat());
const statementSchema = z.looseObject({
  Sid: z.string().optional(),
  Effect: z.string().optional(),
  Principal: z.unknown().optional(),
  Action: oneOrMore.optional(),
  Resource: oneOrMore.optional(),
  Condition: z.unknown().optional(),
});
/** Statements are kept word for word, as unknown values. */
const policySchema = z.looseObject({
  Version: z.string().optional(),
  Statement: z.union([z.array(z.unknown()), z.looseObject({}).transform((one) => [one])]),
});

const principalSchema = z.object({ AWS: oneOrMore });

/** Whether one of the patterns, which can end in a wildcard, matches everything that the value does. */
const covers = (patterns: readonly string[], value: string): boolean =>
  patterns.some(
    (pattern) => pattern === value || (pattern.endsWith('*') && value.startsWith(pattern.slice(0, -1))),
  );

/** Whether an existing statement allows everything that the new one does. */
function allowsAlready(existing: unknown, needed: ReplicationStatement): boolean {
  const { success, data } = statementSchema.safeParse(existing);
  if (!success || data.Effect !== 'Allow' || data.Condition !== undefined) return false;
  const principals = principalSchema.safeParse(data.Principal).data?.AWS ?? [];
  const { Action = [], Resource = [] } = data;
  return (
    principals.includes(needed.Principal.AWS) &&
    needed.Action.every((action) => covers(Action, action)) &&
    needed.Resource.every((resource) => covers(Resource, resource))
  );
}

function findUnusedSid(sid: string, statements: readonly unknown[]): string {
  const used = new Set(statements.map((each) => statementSchema.safeParse(each).data?.Sid));
  let unused = sid;
  for (let number = 2; used.has(unused); number += 1) unused = `${sid}x${number}`;
  return unused;
}

const format = (value: unknown): string => JSON.stringify(value, null, 2);

/** The longest registry policy that ECR accepts, in characters (service quotas). */
export const maxRegistryPolicy = 10_240;

/** What the destination's registry policy needs. @throws SyntaxError or ZodError for a policy that is not one. */
function mergePolicy(before: string | undefined, needed: ReplicationStatement): RegistryPolicyChange {
  if (before === undefined) {
    const statement = format(needed);
    return {
      kind: 'add-statement',
      after: format({ Version: '2012-10-17', Statement: [needed] }),
      statement,
    };
  }
  const policy = policySchema.parse(JSON.parse(before));
  if (policy.Statement.some((existing) => allowsAlready(existing, needed)))
    return { kind: 'unchanged', policy: before };
  const added = { ...needed, Sid: findUnusedSid(needed.Sid, policy.Statement) };
  return {
    kind: 'add-statement',
    before,
    after: format({ ...policy, Statement: [...policy.Statement, added] }),
    statement: format(added),
  };
}

/**
 * Adds the permission for replication from another account to the registry policy of the destination. Every existing
 * statement remains as it is.
 *
 * @param policy null when the registry has no policy.
 * @param prefixes of the repositories.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/registry-permissions.html
 */
export function mergeRegistryPolicy(
  policy: Readable<string | null>,
  source: RegistryReference,
  destination: RegistryReference,
  prefixes: readonly string[],
): RegistryPolicyChange {
  if (source.accountId === destination.accountId) return { kind: 'not-needed' };
  const resources = prefixes.map((prefix) => repositoryArn({ ...destination, repositoryName: `${prefix}*` }));
  const statement = createReplicationStatement(source, resources);
  if (policy.kind === 'unreadable')
    return { kind: 'unknown', statement: format(statement), error: policy.error };
  try {
    return mergePolicy(policy.value ?? undefined, statement);
  } catch {
    return {
      kind: 'unknown',
      statement: format(statement),
      error: {
        code: 'internal',
        message: `The registry policy of ${destination.accountId} in ${destination.region} is not in a format that can be extended. Add the statement in the ECR console.`,
        side: 'destination',
        retryable: false,
      },
    };
  }
}
