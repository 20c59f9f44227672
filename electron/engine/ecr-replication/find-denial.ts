import { z } from 'zod';
import type { RegistryReference } from '../../../shared/models/reference.ts';
import { repositoryArn } from '../../../shared/models/reference.ts';
import type { ReplicationStatement } from '../../../shared/policies/replication-policies.ts';

const oneOrMore = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat());
const principals = z.union([
  z.literal('*').transform(() => ['*']),
  z.looseObject({ AWS: oneOrMore.default([]) }).transform(({ AWS }) => AWS),
]);

const denySchema = z.looseObject({
  Sid: z.string().optional(),
  Effect: z.literal('Deny'),
  Principal: principals.optional(),
  NotPrincipal: principals.optional(),
  Action: oneOrMore.optional(),
  NotAction: oneOrMore.optional(),
  Resource: oneOrMore.optional(),
  NotResource: oneOrMore.optional(),
  Condition: z.undefined().optional(),
});
type Deny = z.infer<typeof denySchema>;

/** Whether a pattern with the wildcards `*` and `?` matches a text. Only the last `*` is tried again, so it never takes long. */
function matchesPattern(pattern: string, text: string): boolean {
  let [next, at] = [0, 0];
  let star: { readonly next: number; at: number } | undefined;
  while (at < text.length)
    if (pattern[next] === '*') {
      next += 1;
      star = { next, at };
    } else if (pattern[next] === '?' || pattern[next] === text[at]) {
      next += 1;
      at += 1;
    } else if (star) {
      star.at += 1;
      ({ next, at } = star);
    } else return false;
  return /^\**$/.test(pattern.slice(next));
}

const matches = (patterns: readonly string[], text: string): boolean =>
  patterns.some((pattern) => matchesPattern(pattern, text));

const toLowerCase = (names: readonly string[]): readonly string[] => names.map((name) => name.toLowerCase());

/** Whether an element of a statement, or its opposite such as NotAction, includes something. */
const includes = (
  list: readonly string[] | undefined,
  not: readonly string[] | undefined,
  isIn: (names: readonly string[]) => boolean,
): boolean => (list ? isIn(list) : not ? !isIn(not) : false);

const denies = (
  deny: Deny,
  { Principal, Action }: ReplicationStatement,
  account: string,
  arn: string,
): boolean =>
  includes(deny.Principal, deny.NotPrincipal, (names) =>
    ['*', account, Principal.AWS].some((name) => names.includes(name)),
  ) &&
  Action.some((action) =>
    includes(deny.Action, deny.NotAction, (patterns) => matches(toLowerCase(patterns), action.toLowerCase())),
  ) &&
  includes(deny.Resource, deny.NotResource, (patterns) => matches(patterns, arn));

/**
 * Finds a Deny without a condition that concerns the replication of one of the repositories: it prevails over every Allow.
 *
 * @returns why the replication fails, as a sentence.
 */
export function findDenial(
  statements: readonly unknown[],
  needed: ReplicationStatement,
  source: RegistryReference,
  destination: RegistryReference,
  repositories: readonly string[],
): string | undefined {
  const all = statements.flatMap((statement) => denySchema.safeParse(statement).data ?? []);
  for (const deny of all) {
    const repository = repositories.find((repositoryName) =>
      denies(deny, needed, source.accountId, repositoryArn({ ...destination, repositoryName })),
    );
    if (repository === undefined) continue;
    const statement = deny.Sid === undefined ? 'A statement' : `Statement ${deny.Sid}`;
    return `${statement} of the registry policy of ${destination.accountId} in ${destination.region} denies the replication of repository ${repository}. Change that statement first.`;
  }
  return undefined;
}
