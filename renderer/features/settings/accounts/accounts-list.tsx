import { InfoLink } from '../../../components/info-link.tsx';
import { useSortedRows } from '../../../components/use-sorted-rows.ts';
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
import { ResourceTable } from '../../../components/resource-table.tsx';

interface Props {
  readonly notes: AccountNotes;
  readonly profiles: readonly ProfileSummary[];
  /** Called with all notes and the account whose note changed. */
  readonly onChange: (notes: AccountNotes, accountId: string) => void;
}

/** The accounts of the profiles and those with a note, sorted by ID. */
function listRows(notes: AccountNotes, profiles: readonly ProfileSummary[]): readonly AccountRow[] {
  const named = profiles.flatMap(({ accountId }) => (accountId === undefined ? [] : [accountId]));
  return [...new Set([...Object.keys(notes), ...named])].toSorted().map((accountId) => {
    const members = profiles.filter((profile) => profile.accountId === accountId);
    return {
      accountId,
      name: members.find(({ accountName }) => accountName)?.accountName,
      profileNames: members.map(({ name }) => name),
    };
  });
}

/** All accounts with their label, color and protection. */
export function AccountsList({ notes, profiles, onChange }: Props) {
  const [edited, setEdited] = useState<string>();
  const rows = listRows(notes, profiles);
  const { kind: protection } = useContext(ProtectionContext);
  const columns = useMemo(() => accountColumns(notes, protection, setEdited), [notes, protection]);
  const sorted = useSortedRows('accounts', rows, columns);
  return (
    <>
      <ResourceTable
        {...sorted.sorting}
        name="accounts"
        items={sorted.rows}
        trackBy="accountId"
        label="Accounts"
        title="Accounts"
        info={<InfoLink topic="settings" section="accounts" about="accounts" />}
        description="Labels and colors distinguish accounts. Replicating to a protected account requires confirmation."
        actions={<AddAccount onAdd={setEdited} />}
        columnDefinitions={columns}
        empty={<EmptyState title="No accounts">The accounts of your profiles appear here.</EmptyState>}
      />
      {edited !== undefined && (
        <AccountDialog
          accountId={edited}
          note={notes[edited]}
          suggested={rows.find(({ accountId }) => accountId === edited)?.name}
          onClose={() => setEdited(undefined)}
          onSave={(note) => {
            onChange(withNote(notes, edited, note), edited);
            setEdited(undefined);
          }}
        />
      )}
    </>
  );
}
