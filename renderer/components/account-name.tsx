import Icon from '@cloudscape-design/components/icon';
import { formatAccount } from '../../shared/format/accounts.ts';
import styles from './account-name.module.css';
import { useAccountNote } from './account-notes.ts';

interface Props {
  readonly accountId: string;
  /** The account's name in IAM Identity Center; shown when the user set no label. */
  readonly name?: string | undefined;
}

/** `1111-2222-3333 (Prod)` with the account's color, and a lock icon when the account is protected. */
export function AccountName({ accountId, name }: Props) {
  const note = useAccountNote(accountId);
  const label = note?.label ?? name;
  return (
    <span className={styles.account} title={label && `${formatAccount(accountId)} (${label})`}>
      {note && note.color !== 'none' && (
        <>
          <span className={styles.dot} data-account-color={note.color} aria-hidden="true" />{' '}
        </>
      )}
      <span className={styles.number}>{formatAccount(accountId)}</span>
      {label && <span className={styles.label}> ({label})</span>}
      {note?.isProtected && (
        <>
          {' '}
          <Icon name="lock-private" size="small" variant="subtle" ariaLabel="Protected" />
        </>
      )}
    </span>
  );
}
