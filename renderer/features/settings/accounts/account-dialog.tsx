import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { formatAccount } from '../../../../shared/format/accounts.ts';
import type { AccountNote } from '../../../../shared/models/account.ts';
import { AccountFields, labelProblem } from './account-fields.tsx';
import { emptyNote, normalizeNote } from './notes.ts';

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
    <Modal
      visible
      header={`Account ${formatAccount(accountId)}`}
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button onClick={onClose}>Cancel</Button>
            <Button variant="primary" disabled={!isValid} onClick={() => onSave(normalizeNote(draft))}>
              Save
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (isValid) onSave(normalizeNote(draft));
        }}
      >
        <AccountFields note={draft} suggested={suggested} onChange={setDraft} />
      </form>
    </Modal>
  );
}
