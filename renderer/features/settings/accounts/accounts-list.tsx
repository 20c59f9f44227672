import Header from '@cloudscape-design/components/header';
import Table from '@cloudscape-design/components/table';
import { useContext, useMemo, useState } from 'react';
import type { AccountNotes } from '../../../../shared/models/account.ts';
import type { ProfileSummary } from '../../../../shared/models/profile.ts';
import { ProtectionContext } from '../../../components/account-notes.ts';
import { EmptyState } from '../../../components/empty-state.tsx';
import type { AccountRow } from './account-columns.tsx';
import { accountColumns } from './account-columns.tsx';
import { AccountDialog } from './account-dialog.tsx';
import { AddAccount } from './add-account.tsx';
import { withNote } from './notes.ts';

interface Props {
  readonly notes: AccountNotes;
  readonly profiles: readonly ProfileSummary[];
  readonly onChange: (notes: AccountNotes) => void;
}

/** The accounts that the files name or that something was written down about, in the order of their numbers. */
function rowsOf(notes: AccountNotes, profiles: readonly ProfileSummary[]): readonly AccountRow[] {
  const named = profiles.flatMap(({ accountId }) => (accountId === undefined ? [] : [accountId]));
  return [...new Set([...Object.keys(notes), ...named])].toSorted().map((accountId) => {
    const its = profiles.filter((profile) => profile.accountId === accountId);
    return {
      accountId,
      name: its.find(({ accountName }) => accountName)?.accountName,
      profileNames: its.map(({ name }) => name),
    };
  });
}

/** All accounts, with what is written down about each. */
export function AccountsList({ notes, profiles, onChange }: Props) {
  const [edited, setEdited] = useState<string>();
  const rows = rowsOf(notes, profiles);
  const { kind: protection } = useContext(ProtectionContext);
  const columns = useMemo(() => accountColumns(notes, protection, setEdited), [notes, protection]);
  return (
    <>
      <Table
        variant="container"
        wrapLines
        items={rows}
        trackBy="accountId"
        ariaLabels={{ tableLabel: 'Accounts' }}
        header={
          <Header
            variant="h2"
            description="A label and a color tell accounts apart; writing to a protected one asks for its name."
            actions={<AddAccount onAdd={setEdited} />}
          >
            Accounts
          </Header>
        }
        columnDefinitions={columns}
        empty={<EmptyState title="No accounts yet">Those that your profiles name appear here.</EmptyState>}
      />
      {edited !== undefined && (
        <AccountDialog
          accountId={edited}
          note={notes[edited]}
          suggested={rows.find(({ accountId }) => accountId === edited)?.name}
          onClose={() => setEdited(undefined)}
          onSave={(note) => {
            onChange(withNote(notes, edited, note));
            setEdited(undefined);
          }}
        />
      )}
    </>
  );
}
