import type { PolicyStatement } from '../../../../shared/policies/policy-document.ts';
import type { RoleStatement } from './role-policy.ts';

const keyOf = ({ Action, Condition }: PolicyStatement): string => JSON.stringify([Action, Condition]);

/**
 * Merges statements of many routes: one statement for each set of actions, with all resources of it. Statement ids are
 * unique.
 */
export function mergeStatements(statements: readonly PolicyStatement[]): readonly RoleStatement[] {
  const used = new Map<string, number>();
  return [...Map.groupBy(statements, keyOf).values()].flatMap((same) => {
    const [first] = same;
    if (!first) return [];
    const count = (used.get(first.Sid) ?? 0) + 1;
    used.set(first.Sid, count);
    return {
      Sid: count === 1 ? first.Sid : `${first.Sid}${count}`,
      Effect: first.Effect,
      Action: first.Action,
      Resource: [...new Set(same.flatMap(({ Resource }) => Resource ?? []))],
      Condition: first.Condition,
    };
  });
}
