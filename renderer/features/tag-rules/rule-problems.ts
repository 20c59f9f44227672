import { applyTagFilter } from '../../../shared/selection/apply-tag-filter.ts';
import type { RuleProblem, TagFilter, TagRule } from '../../../shared/selection/tag-filter.ts';
import { tagRuleSchema } from '../../../shared/selection/tag-filter.ts';

/** The problem of a rule; the schema's message unless that is too technical. */
function findRuleProblem(rule: TagRule): string | undefined {
  const parsed = tagRuleSchema.safeParse(rule);
  if (parsed.success) return undefined;
  if (rule.kind === 'newest') return 'Enter a number from 1 to 100,000.';
  if (rule.kind === 'pushed-since') return 'Enter a day as 2026/03/31.';
  return parsed.error.issues[0]?.message;
}

/** The problems of the rules of a filter, at most one for each rule. */
export function filterProblems(filter: TagFilter): readonly RuleProblem[] {
  const parseProblems = applyTagFilter([], filter).problems;
  return filter.flatMap((rule, index) => {
    const message = findRuleProblem(rule) ?? parseProblems.find((each) => each.rule === index)?.message;
    return message === undefined ? [] : [{ rule: index, message }];
  });
}
