import Icon from '@cloudscape-design/components/icon';
import Input from '@cloudscape-design/components/input';
import type { RenameRule, RenameRules } from '../../../shared/selection/rename-rules.ts';
import { renameRuleSchema } from '../../../shared/selection/rename-rules.ts';
import { RuleList } from './rule-list.tsx';
import styles from './selection.module.css';

interface Props {
  /** `New names of repositories` */
  readonly label: string;
  readonly rules: RenameRules;
  readonly onRules: (rules: RenameRules) => void;
  readonly empty: string;
}

const kinds = [
  { value: 'add-prefix', label: 'Add prefix' },
  { value: 'strip-prefix', label: 'Strip prefix' },
  { value: 'replace', label: 'Replace' },
] as const;

/** See `renameRulesSchema`. */
const maxRules = 10;

function create(kind: RenameRule['kind']): RenameRule {
  return kind === 'replace' ? { kind, search: '', replacement: '' } : { kind, prefix: '' };
}

/** What is wrong with one change of a name. */
export const renameProblem = (rule: RenameRule | undefined): string | undefined =>
  renameRuleSchema.safeParse(rule).error?.issues[0]?.message;

/** How names change on their way, one change after another. */
export function RenameEditor({ label, rules, onRules, empty }: Props) {
  return (
    <RuleList
      label={label}
      what="change"
      rules={rules}
      most={maxRules}
      kinds={kinds}
      kindOf={({ kind }) => kind}
      create={create}
      findChainProblem={(index) => renameProblem(rules[index])}
      onChange={onRules}
      empty={empty}
      renderFields={(rule, { name, invalid, onChange }) =>
        rule.kind === 'replace' ? (
          <div className={styles.pair}>
            <Text
              label={`Text that ${name} looks for`}
              value={rule.search}
              invalid={invalid}
              onChange={(search) => onChange({ ...rule, search })}
            />
            <Icon name="arrow-right" size="small" variant="subtle" />
            <Text
              label={`Text that ${name} puts there`}
              value={rule.replacement}
              onChange={(replacement) => onChange({ ...rule, replacement })}
            />
          </div>
        ) : (
          <Text
            label={`Prefix of ${name}`}
            value={rule.prefix}
            invalid={invalid}
            onChange={(prefix) => onChange({ ...rule, prefix })}
          />
        )
      }
    />
  );
}

interface TextProps {
  readonly label: string;
  readonly value: string;
  readonly invalid?: boolean;
  readonly onChange: (text: string) => void;
}

function Text({ label, value, invalid = false, onChange }: TextProps) {
  return (
    <Input
      value={value}
      ariaLabel={label}
      invalid={invalid}
      spellcheck={false}
      autoComplete={false}
      onChange={({ detail }) => onChange(detail.value)}
    />
  );
}
