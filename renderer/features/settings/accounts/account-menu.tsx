import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import { formatAccount } from '../../../../shared/format/accounts.ts';
import { useCopy } from '../../../components/use-copy.ts';

interface Props {
  readonly accountId: string;
  readonly arn: string;
  readonly onEdit: () => void;
  /** `Sign out of corp…` and what it does; absent where there is no sign-in behind the profile. */
  readonly signOut?: { readonly label: string; readonly run: () => void } | undefined;
}

/** What can be done with the account of a side. */
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
        ariaLabel={`Account ${formatAccount(accountId)}: more`}
        expandToViewport
        items={[
          { id: 'edit', text: 'Label, color, protection…', iconName: 'edit' },
          { id: 'copy-number', text: 'Copy account number', iconName: 'copy' },
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
