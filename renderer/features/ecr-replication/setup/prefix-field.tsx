import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import { useState } from 'react';

interface Props {
  /** The prefixes of the current proposal. */
  readonly prefixes: readonly string[];
  readonly isBusy: boolean;
  readonly onChange: (prefixes: readonly string[]) => void;
}

const parse = (text: string): readonly string[] => [
  ...new Set(
    text
      .split(/[\s,]+/)
      .map((each) => each.trim())
      .filter(Boolean),
  ),
];

/** The repository prefixes of the new rule, one on each line. */
export function PrefixField({ prefixes, isBusy, onChange }: Props) {
  const [text, setText] = useState(prefixes.join('\n'));
  const typed = parse(text);
  const isChanged = typed.join('\n') !== prefixes.join('\n');
  return (
    <FormField
      label="Repository prefixes"
      description="One on each line. A rule applies to every repository whose name starts with one of these."
      stretch
    >
      <SpaceBetween size="xs">
        <Textarea
          ariaLabel="Repository prefixes"
          value={text}
          rows={Math.min(8, Math.max(2, prefixes.length))}
          spellcheck={false}
          onChange={({ detail }) => setText(detail.value)}
        />
        <Button disabled={!isChanged || typed.length === 0} loading={isBusy} onClick={() => onChange(typed)}>
          Update
        </Button>
      </SpaceBetween>
    </FormField>
  );
}
