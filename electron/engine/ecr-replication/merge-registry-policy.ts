import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { RegistryPolicyChange } from '../../../shared/models/ecr-replication.ts';
import type { Readable } from '../../../shared/models/image-details.ts';
import type { RegistryReference } from '../../../shared/models/reference.ts';
import { repositoryArn } from '../../../shared/models/reference.ts';
import type { ReplicationStatement } from '../../../shared/policies/replication-policies.ts';
import { createReplicationStatement } from '../../../shared/policies/replication-policies.ts';
import { findDenial } from './find-denial.ts';

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

/** Every member that the app writes, and no other. */
const ownStatementSchema = z.strictObject({
  Sid: z.string(),
  Effect: z.literal('Allow'),
  Principal: z.strictObject({ AWS: oneOrMore }),
  Action: oneOrMore,
  Resource: oneOrMore,
});

interface OwnStatement {
  readonly index: number;
  readonly statement: object;
  readonly resources: readonly string[];
}

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

/**
 * Finds the statement that an earlier setup for the same source account added: it has the Sid, the principal, the actions and
 * the members of the new one, and nothing else.
 */
function findOwnStatement(
  statements: readonly unknown[],
  needed: ReplicationStatement,
): OwnStatement | undefined {
  const sid = new RegExp(`^${needed.Sid}(x\\d+)?$`);
  for (const [index, statement] of statements.entries()) {
    const { success, data } = ownStatementSchema.safeParse(statement);
    const isOwn =
      success &&
      sid.test(data.Sid) &&
      isDeepStrictEqual(data.Principal.AWS, [needed.Principal.AWS]) &&
      isDeepStrictEqual(data.Action.toSorted(), needed.Action.toSorted());
    if (isOwn) return { index, statement: Object(statement), resources: data.Resource };
  }
  return undefined;
}

function findUnusedSid(sid: string, statements: readonly unknown[]): string {
  const used = new Set(statements.map((each) => statementSchema.safeParse(each).data?.Sid));
  let unused = sid;
  for (let number = 2; used.has(unused); number += 1) unused = `${sid}x${number}`;
  return unused;
}

const format = (value: unknown): string => JSON.stringify(value, null, 2);

/** Finds a number in a JSON text that is another one after JSON.parse and JSON.stringify. */
function findInexactNumber(json: string): string | undefined {
  const withoutTexts = json.replaceAll(/"(?:[^"\\]|\\.)*"/g, '""');
  return withoutTexts.match(/-?\d[\d.eE+-]*/g)?.find((number) => JSON.stringify(Number(number)) !== number);
}

/** The longest registry policy that ECR accepts, in characters (service quotas). */
export const maxRegistryPolicy = 10_240;

/** The change, or why the policy prevents the replication whatever is added to it. */
export type MergedRegistryPolicy =
  | RegistryPolicyChange
  | { readonly kind: 'denied'; readonly reason: string };

/** What the destination's registry policy needs. @throws SyntaxError or ZodError for a policy that is not one. */
function mergePolicy(
  before: string | undefined,
  needed: ReplicationStatement,
  explainDenial: (statements: readonly unknown[]) => string | undefined,
): MergedRegistryPolicy {
  if (before === undefined) {
    const statement = format(needed);
    return {
      kind: 'add-statement',
      after: format({ Version: '2012-10-17', Statement: [needed] }),
      statement,
    };
  }
  const policy = policySchema.parse(JSON.parse(before));
  const reason = explainDenial(policy.Statement);
  if (reason !== undefined) return { kind: 'denied', reason };
  const isAllowed = (resource: string): boolean =>
    policy.Statement.some((existing) => allowsAlready(existing, { ...needed, Resource: [resource] }));
  if (needed.Resource.every(isAllowed)) return { kind: 'unchanged', policy: before };
  const own = findOwnStatement(policy.Statement, needed);
  if (own) {
    const addedResources = needed.Resource.filter((resource) => !covers(own.resources, resource));
    const extended = { ...own.statement, Resource: [...own.resources, ...addedResources] };
    return {
      kind: 'extend-statement',
      before,
      after: format({ ...policy, Statement: policy.Statement.with(own.index, extended) }),
      statement: format(extended),
      addedResources,
    };
  }
  const added = { ...needed, Sid: findUnusedSid(needed.Sid, policy.Statement) };
  return {
    kind: 'add-statement',
    before,
    after: format({ ...policy, Statement: [...policy.Statement, added] }),
    statement: format(added),
  };
}

/**
 * Adds the permission for replication from another account to the registry policy of the destination: to the statement that
 * an earlier setup added, or as a new statement. Every statement of others remains as it is.
 *
 * @param policy null when the registry has no policy.
 * @param prefixes of the repositories.
 * @param repositories for which a Deny of the policy is looked for.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/registry-permissions.html
 */
export function mergeRegistryPolicy(
  policy: Readable<string | null>,
  source: RegistryReference,
  destination: RegistryReference,
  prefixes: readonly string[],
  repositories = prefixes,
): MergedRegistryPolicy {
  if (source.accountId === destination.accountId) return { kind: 'not-needed' };
  const resources = prefixes.map((prefix) => repositoryArn({ ...destination, repositoryName: `${prefix}*` }));
  const statement = createReplicationStatement(source, resources);
  if (policy.kind === 'unreadable')
    return { kind: 'unknown', statement: format(statement), error: policy.error };
  const notExtended = (reason: string): RegistryPolicyChange => ({
    kind: 'unknown',
    statement: format(statement),
    error: {
      code: 'internal',
      message: `The registry policy of ${destination.accountId} in ${destination.region} ${reason}. Add the statement in the ECR console.`,
      side: 'destination',
      retryable: false,
    },
  });
  try {
    const merged = mergePolicy(policy.value ?? undefined, statement, (statements) =>
      findDenial(statements, statement, source, destination, repositories),
    );
    const number = 'after' in merged ? findInexactNumber(merged.before ?? '') : undefined;
    return number === undefined
      ? merged
      : notExtended(`has the number ${number}, which the app would change`);
  } catch {
    return notExtended('is not in a format that can be extended');
  }
}
