import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import { useState } from 'react';
import styles from './settings.module.css';
import type { ReadNumber } from './kept-number.ts';

interface Props {
  readonly label: string;
  readonly description: string;
  readonly placeholder?: string;
  /** What is kept now, as text. */
  readonly kept: string;
  readonly read: (text: string) => ReadNumber;
  /** Called with what was typed, when it is good and the field is left or Enter is pressed. */
  readonly onKeep: (value: number | undefined) => void;
}

/** A number that is kept as soon as it is good; until then it says what is wrong. */
export function NumberField({ label, description, placeholder, kept, read, onKeep }: Props) {
  const [text, setText] = useState(kept);
  const parsed = read(text);
  const keep = (): void => {
    if (parsed.kind === 'problem' || text.trim() === kept) return;
    onKeep(parsed.kind === 'value' ? parsed.value : undefined);
  };
  return (
    <FormField
      label={label}
      description={description}
      errorText={parsed.kind === 'problem' ? parsed.message : undefined}
    >
      <div className={styles.number}>
        <Input
          value={text}
          inputMode="decimal"
          {...(placeholder !== undefined && { placeholder })}
          onChange={({ detail }) => setText(detail.value)}
          onBlur={keep}
          onKeyDown={({ detail }) => detail.key === 'Enter' && keep()}
        />
      </div>
    </FormField>
  );
}
