import { applyTagFilter } from '../../../shared/selection/apply-tag-filter.ts';
import type { RuleProblem, TagFilter, TagRule } from '../../../shared/selection/tag-filter.ts';
import { tagRuleSchema } from '../../../shared/selection/tag-filter.ts';

/** What is wrong with a rule before anything is applied; the schema's own words where a person can read them. */
function findChainProblem(rule: TagRule): string | undefined {
  const parsed = tagRuleSchema.safeParse(rule);
  if (parsed.success) return undefined;
  if (rule.kind === 'newest') return 'Enter a number from 1 to 100,000.';
  if (rule.kind === 'pushed-since') return 'Enter a day as 2026/03/31.';
  return parsed.error.issues[0]?.message;
}

/** What is wrong with the rules of a filter, one problem for each at most. */
export function filterProblems(filter: TagFilter): readonly RuleProblem[] {
  const unread = applyTagFilter([], filter).problems;
  return filter.flatMap((rule, index) => {
    const message = findChainProblem(rule) ?? unread.find((each) => each.rule === index)?.message;
    return message === undefined ? [] : [{ rule: index, message }];
  });
}
