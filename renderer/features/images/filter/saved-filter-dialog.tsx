import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import { useState } from 'react';
import { savedImageFilterSchema } from '../../../../shared/models/image-filter.ts';
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx';

interface Props {
  /** The name at first. */
  readonly initial: string;
  readonly title: string;
  /** The label of the button that confirms. */
  readonly action: string;
  /** The names of all saved filters. */
  readonly taken: readonly string[];
  readonly onClose: () => void;
  readonly onConfirm: (name: string) => void;
}

function findProblem(name: string, { initial, taken }: Pick<Props, 'initial' | 'taken'>): string | undefined {
  if (name === '') return 'Enter a name.';
  const checked = savedImageFilterSchema.shape.name.safeParse(name);
  if (!checked.success) return checked.error.issues[0]?.message;
  return name !== initial && taken.includes(name) ? 'Another filter has this name.' : undefined;
}

/** Asks for the name of a saved filter. */
export function SavedFilterDialog({ initial, title, action, taken, onClose, onConfirm }: Props) {
  const [text, setText] = useState(initial);
  const [isChecked, setChecked] = useState(false);
  const name = text.trim();
  const problem = findProblem(name, { initial, taken });
  const confirm = (): void => (problem === undefined ? onConfirm(name) : setChecked(true));
  return (
    <ConfirmDialog title={title} confirmText={action} onConfirm={confirm} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          confirm();
        }}
      >
        <FormField
          label="Name"
          description="The filter is listed under this name in every repository."
          errorText={isChecked ? problem : undefined}
        >
          <Input autoFocus value={text} onChange={({ detail }) => setText(detail.value)} />
        </FormField>
      </form>
    </ConfirmDialog>
  );
}
