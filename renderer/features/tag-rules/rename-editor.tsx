import Icon from '@cloudscape-design/components/icon';
import Input from '@cloudscape-design/components/input';
import type { RenameRule, RenameRules } from '../../../shared/models/rename-rules.ts';
import { renameRuleSchema } from '../../../shared/models/rename-rules.ts';
import { RuleList } from './rule-list.tsx';
import styles from './selection.module.css';

interface Props {
  /** `Repository renaming rules` */
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

/** The problem of a renaming rule; undefined when it is valid. */
export const renameProblem = (rule: RenameRule | undefined): string | undefined =>
  renameRuleSchema.safeParse(rule).error?.issues[0]?.message;

/** Edits renaming rules, which are applied in order. */
export function RenameEditor({ label, rules, onRules, empty }: Props) {
  return (
    <RuleList
      label={label}
      what="renaming rule"
      rules={rules}
      max={maxRules}
      kinds={kinds}
      getKind={({ kind }) => kind}
      create={create}
      findChainProblem={(index) => renameProblem(rules[index])}
      onChange={onRules}
      empty={empty}
      renderFields={(rule, { name, invalid, onChange }) =>
        rule.kind === 'replace' ? (
          <div className={styles.pair}>
            <Text
              label={`Search text of ${name}`}
              value={rule.search}
              invalid={invalid}
              onChange={(search) => onChange({ ...rule, search })}
            />
            <Icon name="arrow-right" size="small" variant="subtle" />
            <Text
              label={`Replacement text of ${name}`}
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
