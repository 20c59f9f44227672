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
  /** The account's name in IAM Identity Center, as a suggestion. */
  readonly suggested?: string | undefined;
  readonly onChange: (note: AccountNote) => void;
}

/** What is wrong with a label; undefined when nothing is. */
export const labelProblem = (label: string): string | undefined =>
  accountNoteSchema.shape.label.safeParse(label).error?.issues[0]?.message;

/** Label, color and protection of one account. */
export function AccountFields({ note, suggested, onChange }: Props) {
  const label = note.label ?? '';
  const field = useRef<InputProps.Ref>(null);
  useFocusInDialog(field);
  return (
    <SpaceBetween size="m">
      <FormField
        label="Label"
        description="Shown beside the account’s number everywhere."
        errorText={labelProblem(label)}
      >
        <Input
          ref={field}
          value={label}
          placeholder={suggested ?? 'Prod'}
          onChange={({ detail }) => onChange({ ...note, label: detail.value })}
        />
      </FormField>
      <FormField label="Color" description="A stripe beside everything that belongs to the account.">
        <ColorChoice color={note.color} onChange={(color) => onChange({ ...note, color })} />
      </FormField>
      <Checkbox
        checked={note.isProtected}
        description="Replicating to it asks for the account’s label, or its number, to be typed first."
        onChange={({ detail }) => onChange({ ...note, isProtected: detail.checked })}
      >
        Protected
      </Checkbox>
    </SpaceBetween>
  );
}
