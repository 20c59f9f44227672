import { useState } from 'react';
import { formatAccount } from '../../../../shared/format/accounts.ts';
import type { AccountNote } from '../../../../shared/models/account.ts';
import { AccountFields, labelProblem } from './account-fields.tsx';
import { emptyNote, normalizeNote } from './notes.ts';
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx';

interface Props {
  readonly accountId: string;
  readonly note: AccountNote | undefined;
  /** The account's name in IAM Identity Center. */
  readonly suggested?: string | undefined;
  readonly onSave: (note: AccountNote) => void;
  readonly onClose: () => void;
}

/** Label, color and protection of one account, in a dialog. */
export function AccountDialog({ accountId, note, suggested, onSave, onClose }: Props) {
  const [draft, setDraft] = useState(note ?? emptyNote);
  const isValid = labelProblem(draft.label ?? '') === undefined;
  return (
    <ConfirmDialog
      title={`Account ${formatAccount(accountId)}`}
      confirmText="Save"
      disabled={!isValid}
      onConfirm={() => onSave(normalizeNote(draft))}
      onClose={onClose}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (isValid) onSave(normalizeNote(draft));
        }}
      >
        <AccountFields note={draft} suggested={suggested} onChange={setDraft} />
      </form>
    </ConfirmDialog>
  );
}
