import Checkbox from '@cloudscape-design/components/checkbox';
import DateInput from '@cloudscape-design/components/date-input';
import Input from '@cloudscape-design/components/input';
import { useState } from 'react';
import type { TagRule } from '../../../shared/selection/tag-filter.ts';
import { assertNever } from '../../../shared/result.ts';
import { dayText, parseDay } from './rule-kinds.ts';
import styles from './selection.module.css';

interface Props {
  readonly rule: TagRule;
  /** `rule 2`, for the names of the fields. */
  readonly name: string;
  readonly invalid: boolean;
  readonly onChange: (rule: TagRule) => void;
}

/** The fields of one rule: a pattern, a range, a number or a day. */
export function TagRuleFields({ rule, name, invalid, onChange }: Props) {
  switch (rule.kind) {
    case 'glob':
    case 'regex':
      return (
        <Input
          value={rule.pattern}
          ariaLabel={`Pattern of ${name}`}
          placeholder={rule.kind === 'glob' ? 'release-*' : '^v\\d+$'}
          invalid={invalid}
          spellcheck={false}
          autoComplete={false}
          onChange={({ detail }) => onChange({ ...rule, pattern: detail.value })}
        />
      );
    case 'semver':
      return (
        <div className={styles.fields}>
          <Input
            value={rule.range}
            ariaLabel={`Range of ${name}`}
            placeholder="^1.4 or >=2 <3"
            invalid={invalid}
            spellcheck={false}
            autoComplete={false}
            onChange={({ detail }) => onChange({ ...rule, range: detail.value })}
          />
          <Checkbox
            checked={rule.prereleases}
            onChange={({ detail }) => onChange({ ...rule, prereleases: detail.checked })}
          >
            Pre-releases
          </Checkbox>
        </div>
      );
    case 'newest':
      return (
        <Input
          type="number"
          inputMode="numeric"
          value={rule.count > 0 ? String(rule.count) : ''}
          ariaLabel={`Number of images of ${name}`}
          invalid={invalid}
          onChange={({ detail }) => onChange({ ...rule, count: Math.trunc(Number(detail.value)) })}
        />
      );
    case 'pushed-since':
      return <Day rule={rule} name={name} invalid={invalid} onChange={onChange} />;
    default:
      return assertNever(rule);
  }
}

interface DayProps extends Props {
  readonly rule: Extract<TagRule, { kind: 'pushed-since' }>;
}

/** A date field that keeps the typed text while it is incomplete. */
function Day({ rule, name, invalid, onChange }: DayProps) {
  const [text, setText] = useState(dayText(rule.since));
  return (
    <DateInput
      value={text}
      ariaLabel={`First day of ${name}`}
      placeholder="YYYY/MM/DD"
      invalid={invalid}
      onChange={({ detail }) => {
        setText(detail.value);
        onChange({ ...rule, since: parseDay(detail.value) });
      }}
    />
  );
}
