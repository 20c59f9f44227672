import Icon from '@cloudscape-design/components/icon';
import { formatAccount } from '../../shared/format/accounts.ts';
import styles from './account-name.module.css';
import { useAccountNote } from './account-notes.ts';

interface Props {
  readonly accountId: string;
  /** The account's name in IAM Identity Center; used when the user set no label. */
  readonly name?: string | undefined;
}

/** An account's color and lock icon in a narrow place; its number and label are the tooltip and for screen readers. */
export function AccountMark({ accountId, name }: Props) {
  const note = useAccountNote(accountId);
  const label = note?.label ?? name;
  const text = `${formatAccount(accountId)}${label ? ` (${label})` : ''}`;
  return (
    <span className={styles.mark} title={text}>
      {note && note.color !== 'none' && (
        <span className={styles.dot} data-account-color={note.color} aria-hidden="true" />
      )}
      <span className="visually-hidden">Account {text}</span>
      {note?.isProtected && <Icon name="lock-private" size="small" variant="subtle" ariaLabel="Protected" />}
    </span>
  );
}
