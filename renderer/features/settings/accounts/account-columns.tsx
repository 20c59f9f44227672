import Button from '@cloudscape-design/components/button';
import { formatAccount } from '../../../../shared/format/accounts.ts';
import type { AccountNotes, AccountProtection } from '../../../../shared/models/account.ts';
import { AccountName } from '../../../components/account-name.tsx';
import type { ResourceColumn } from '../../../components/table-columns.ts';

export interface AccountRow {
  readonly accountId: string;
  /** The account's name in IAM Identity Center. */
  readonly name: string | undefined;
  readonly profileNames: readonly string[];
}

/** The columns of the table of accounts. */
export const accountColumns = (
  notes: AccountNotes,
  protection: AccountProtection['kind'],
  onEdit: (accountId: string) => void,
): readonly ResourceColumn<AccountRow>[] => [
  {
    id: 'account',
    header: 'Account',
    isRowHeader: true,
    sortKey: ({ accountId, name }) => notes[accountId]?.label ?? name ?? accountId,
    cell: ({ accountId, name }) => <AccountName accountId={accountId} name={name} />,
  },
  {
    id: 'profiles',
    header: 'Profiles',
    sortKey: ({ profileNames: [first] }) => first,
    cell: ({ profileNames }) => profileNames.join(', ') || '–',
  },
  {
    id: 'protected',
    header: 'Protected',
    sortKey: ({ accountId }) => (notes[accountId]?.isProtected ? 0 : 1),
    width: 130,
    cell: ({ accountId }) =>
      protection === 'unknown' ? 'Unknown' : notes[accountId]?.isProtected ? 'Yes' : 'No',
  },
  {
    id: 'edit',
    label: 'Edit',
    header: <span className="visually-hidden">Edit</span>,
    width: 90,
    cell: ({ accountId }) => (
      <Button
        variant="inline-link"
        ariaLabel={`Edit account ${formatAccount(accountId)}`}
        onClick={() => onEdit(accountId)}
      >
        Edit
      </Button>
    ),
  },
];
