import Icon from '@cloudscape-design/components/icon';
import { memo } from 'react';
import { formatAccount } from '../../../../shared/format/accounts.ts';
import type { ProfileSummary } from '../../../../shared/models/profile.ts';
import { isUsable } from '../../../../shared/models/profile.ts';
import { AccountName } from '../../../components/account-name.tsx';
import { kindLabels, shortKindLabels } from './kind-words.ts';
import styles from './profile-row.module.css';
import { StateBadge } from './state-badge.tsx';

interface Props {
  readonly id: string;
  readonly profile: ProfileSummary;
  /** Whether this row is the active descendant of the filter. */
  readonly isActive: boolean;
  readonly isChosen: boolean;
  readonly isPinned: boolean;
  readonly onChoose: (name: string) => void;
  readonly onTogglePin: (name: string) => void;
}

/** The accessible name of the row. */
const rowLabel = ({ name, kind, accountId, accountName, roleName, region, state }: ProfileSummary): string =>
  [
    name,
    kindLabels[kind],
    accountId && `account ${formatAccount(accountId)} ${accountName ?? ''}`.trim(),
    roleName && `role ${roleName}`,
    region,
    state.kind === 'incomplete' ? `cannot be used: ${state.problem}` : undefined,
  ]
    .filter(Boolean)
    .join(', ');

/** One profile in a row; a second line shows why it cannot be used, or its warnings. */
export const ProfileRow = memo(function ProfileRow(props: Props) {
  const { id, profile, isActive, isChosen, isPinned, onChoose, onTogglePin } = props;
  const { name, kind, accountId, accountName, roleName, region, customEndpoint, state, warnings } = profile;
  const usable = isUsable(profile);
  const notes = state.kind === 'incomplete' ? [state.problem, ...warnings] : warnings;
  const tabIndex = isActive ? 0 : -1;
  return (
    // The filter refers to the active row with aria-activedescendant, so the row itself is not focusable.
    <div
      id={id}
      role="row"
      aria-label={rowLabel(profile)}
      aria-selected={isChosen}
      aria-disabled={!usable}
      className={`${styles.row} ${isActive ? styles.active : ''} ${usable ? '' : styles.unusable}`}
      onClick={() => usable && onChoose(name)}
    >
      <span role="gridcell" className={styles.name} title={name}>
        {name}
      </span>
      <span role="gridcell" className={styles.kind} title={kindLabels[kind]}>
        {shortKindLabels[kind]}
      </span>
      <span role="gridcell" className={styles.account}>
        {accountId && <AccountName accountId={accountId} name={accountName} />}
      </span>
      <span
        role="gridcell"
        className={styles.role}
        title={[roleName, customEndpoint && 'Custom endpoint'].filter(Boolean).join(', ')}
      >
        {roleName} {customEndpoint && <span className={styles.tag}>Custom endpoint</span>}
      </span>
      <span role="gridcell" className={styles.region}>
        {region}
      </span>
      <span role="gridcell" className={styles.state}>
        <StateBadge profile={profile} tabIndex={tabIndex} />
      </span>
      <span role="gridcell" className={styles.pin}>
        <button
          type="button"
          aria-pressed={isPinned}
          aria-label={`Pin ${name}`}
          title={isPinned ? 'Unpin' : 'Pin to the top'}
          tabIndex={tabIndex}
          onClick={(event) => {
            event.stopPropagation();
            onTogglePin(name);
          }}
        >
          <Icon name={isPinned ? 'star-filled' : 'star'} size="small" />
        </button>
      </span>
      {notes.length > 0 && (
        <span role="gridcell" className={styles.notes} title={notes.join('\n')}>
          <Icon name={usable ? 'status-warning' : 'status-negative'} size="small" /> {notes.join(' ')}
        </span>
      )}
    </div>
  );
});
