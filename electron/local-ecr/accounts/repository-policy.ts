import { z } from 'zod';
import type { Caller } from './accounts.ts';
import { namesCaller } from './role.ts';

const oneOrMore = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat());
const statement = z.object({
  Effect: z.enum(['Allow', 'Deny']),
  Principal: z.union([
    z.literal('*').transform(() => ['*']),
    z.object({ AWS: oneOrMore }).transform((p) => p.AWS),
  ]),
  Action: oneOrMore,
  Condition: z.unknown().optional(),
});
type Statement = z.infer<typeof statement>;
const policy = z.object({
  Version: z.string().optional(),
  Statement: z.union([statement.transform((one) => [one]), z.array(statement)]),
});

export type PolicyDecision = 'allowed' | 'denied' | 'silent';

/** @returns whether a text is a repository policy that the local ECR evaluates. */
export function isRepositoryPolicy(text: string): boolean {
  return parseStatements(text) !== undefined;
}

/**
 * @returns the decision of a repository policy about a caller's action; statements with a condition are not evaluated
 * and allow nothing
 */
export function policyDecision(text: string | undefined, caller: Caller, action: string): PolicyDecision {
  const statements = (text === undefined ? undefined : parseStatements(text)) ?? [];
  const applying = statements.filter(
    (one) => namesCaller(one.Principal, caller) && one.Action.some((pattern) => matches(pattern, action)),
  );
  if (applying.some((one) => one.Effect === 'Deny')) return 'denied';
  return applying.some((one) => one.Effect === 'Allow' && one.Condition === undefined) ? 'allowed' : 'silent';
}

function matches(pattern: string, action: string): boolean {
  if (!pattern.endsWith('*')) return pattern === action;
  return action.startsWith(pattern.slice(0, -1));
}

function parseStatements(text: string): readonly Statement[] | undefined {
  try {
    return policy.parse(JSON.parse(text)).Statement;
  } catch {
    return undefined;
  }
}
