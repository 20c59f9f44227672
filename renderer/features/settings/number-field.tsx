import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import styles from './settings.module.css';
import type { ReadNumber } from './read-number.ts';
import { useEdited } from './use-edited.ts';

interface Props {
  readonly label: string;
  readonly description: string;
  readonly placeholder?: string;
  /** The saved value as text. */
  readonly saved: string;
  readonly read: (text: string) => ReadNumber;
  /** Called with a valid value when the field loses focus or Enter is pressed. */
  readonly onSave: (value: number | undefined) => void;
}

/** A number that is saved when valid, and shows what is wrong otherwise. */
export function NumberField({ label, description, placeholder, saved, read, onSave }: Props) {
  const [text, setText] = useEdited(saved);
  const parsed = read(text);
  const save = (): void => {
    if (parsed.kind === 'problem' || text.trim() === saved) return;
    onSave(parsed.kind === 'value' ? parsed.value : undefined);
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
          onBlur={save}
          onKeyDown={({ detail }) => detail.key === 'Enter' && save()}
        />
      </div>
    </FormField>
  );
}
