import { z } from 'zod';

const oneOrMore = z.union([z.string(), z.array(z.string()).min(1)]).transform((value) => [value].flat());
const sid = z.string().regex(/^[A-Za-z0-9]*$/);
const policy = z.object({
  Version: z.literal('2012-10-17'),
  Statement: z.array(
    z.strictObject({
      Sid: sid.optional(),
      Effect: z.literal('Allow'),
      Action: oneOrMore,
      Resource: oneOrMore,
      Condition: z.unknown().optional(),
    }),
  ),
});

/** An identity policy, limited to what the local ECR evaluates: statements that allow. */
export type IdentityPolicy = z.infer<typeof policy>;

/** @throws ZodError for a policy that IAM rejects or the local ECR does not evaluate. */
export const readIdentityPolicy = (text: string): IdentityPolicy => policy.parse(JSON.parse(text));

/** Matches IAM's wildcards `*` and `?`. */
export function matchesWildcard(pattern: string, text: string): boolean {
  const parts = pattern.split(/([*?])/).map((part) => {
    if (part === '*') return '.*';
    return part === '?' ? '.' : part.replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`);
  });
  return new RegExp(`^${parts.join('')}$`).test(text);
}

/** @returns whether a statement allows an action on a resource; statements with a condition allow nothing. */
export const identityPolicyAllows = (
  { Statement }: IdentityPolicy,
  action: string,
  resource: string,
): boolean =>
  Statement.some(
    (statement) =>
      statement.Condition === undefined &&
      statement.Action.some((pattern) => matchesWildcard(pattern, action)) &&
      statement.Resource.some((pattern) => matchesWildcard(pattern, resource)),
  );
