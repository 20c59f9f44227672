import type { RuleProblem, TagFilter } from '../../../shared/models/tag-filter.ts';
import { RuleList } from './rule-list.tsx';
import { getRuleKind, ruleKinds, ruleOfKind } from './rule-kinds.ts';
import { TagRuleFields } from './tag-rule-fields.tsx';

/** See `tagFilterSchema`. */
const maxRules = 20;

interface Props {
  readonly filter: TagFilter;
  readonly problems: readonly RuleProblem[];
  readonly onFilter: (filter: TagFilter) => void;
}

/** Edits the rules of a tag filter; a tag must pass all of them. */
export function TagFilterEditor({ filter, problems, onFilter }: Props) {
  return (
    <RuleList
      label="Tag filter"
      what="rule"
      rules={filter}
      max={maxRules}
      kinds={ruleKinds}
      getKind={getRuleKind}
      create={ruleOfKind}
      findChainProblem={(index) => problems.find(({ rule }) => rule === index)?.message}
      onChange={onFilter}
      renderFields={(rule, given) => <TagRuleFields rule={rule} {...given} />}
      empty="No rules: every tag is selected."
    />
  );
}
