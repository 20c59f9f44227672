import Checkbox from '@cloudscape-design/components/checkbox';
import FormField from '@cloudscape-design/components/form-field';
import type { InputProps } from '@cloudscape-design/components/input';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useRef } from 'react';
import type { AccountNote } from '../../../../shared/models/account.ts';
import { accountNoteSchema } from '../../../../shared/models/account.ts';
import { useFocusInDialog } from '../../../components/use-focus-in-dialog.ts';
import { ColorChoice } from './color-choice.tsx';

interface Props {
  readonly note: AccountNote;
  /** The account's name in IAM Identity Center, shown as a placeholder. */
  readonly suggested?: string | undefined;
  readonly onChange: (note: AccountNote) => void;
}

/** The problem of a label; undefined when it is valid. */
export const labelProblem = (label: string): string | undefined =>
  accountNoteSchema.shape.label.safeParse(label).error?.issues[0]?.message;

/** Label, color and protection of one account. */
export function AccountFields({ note, suggested, onChange }: Props) {
  const label = note.label ?? '';
  const field = useRef<InputProps.Ref>(null);
  useFocusInDialog(field);
  return (
    <SpaceBetween size="m">
      <FormField label="Label" description="Shown next to the account ID." errorText={labelProblem(label)}>
        <Input
          ref={field}
          value={label}
          placeholder={suggested ?? 'Prod'}
          onChange={({ detail }) => onChange({ ...note, label: detail.value })}
        />
      </FormField>
      <FormField label="Color" description="A stripe next to everything that belongs to the account.">
        <ColorChoice color={note.color} onChange={(color) => onChange({ ...note, color })} />
      </FormField>
      <Checkbox
        checked={note.isProtected}
        description="To replicate to this account, you must type its label or account ID."
        onChange={({ detail }) => onChange({ ...note, isProtected: detail.checked })}
      >
        Protected
      </Checkbox>
    </SpaceBetween>
  );
}
