import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import { formatAccount } from '../../../../shared/format/accounts.ts';
import { useCopy } from '../../../components/use-copy.ts';

interface Props {
  readonly accountId: string;
  readonly arn: string;
  readonly onEdit: () => void;
  /** The item `Sign out of corp…`; absent for a profile without sign-in. */
  readonly signOut?: { readonly label: string; readonly run: () => void } | undefined;
}

/** The actions menu of a side's account. */
export function AccountMenu({ accountId, arn, onEdit, signOut }: Props) {
  const [outcome, copy] = useCopy();
  const run = (id: string): void => {
    if (id === 'edit') onEdit();
    if (id === 'copy-number') copy(accountId);
    if (id === 'copy-arn') copy(arn);
    if (id === 'sign-out') signOut?.run();
  };
  return (
    <>
      <ButtonDropdown
        variant="inline-icon"
        ariaLabel={`Account ${formatAccount(accountId)}: actions`}
        expandToViewport
        items={[
          { id: 'edit', text: 'Edit account…', iconName: 'edit' },
          { id: 'copy-number', text: 'Copy account ID', iconName: 'copy' },
          { id: 'copy-arn', text: 'Copy identity ARN', iconName: 'copy' },
          ...(signOut ? [{ id: 'sign-out', text: signOut.label, iconName: 'sign-out' as const }] : []),
        ]}
        onItemClick={({ detail }) => run(detail.id)}
      />
      <span role="status">
        {outcome === 'copied' ? 'Copied' : outcome === 'failed' ? 'Could not copy' : ''}
      </span>
    </>
  );
}
