import Icon from '@cloudscape-design/components/icon';
import type { ProfileSummary } from '../../../../shared/models/profile.ts';
import { useRecoveryActions } from '../../../components/recovery-actions.ts';
import { useNow } from '../../../components/use-now.ts';
import styles from './state-badge.module.css';
import type { StateLabel } from './state-words.ts';
import { describeState } from './state-words.ts';

interface Props {
  readonly profile: ProfileSummary;
  /** `-1` outside the active row of a list. */
  readonly tabIndex?: 0 | -1;
}

const names = {
  'sign-in': ({ name }: ProfileSummary) => `Sign in for ${name}`,
  'enter-code': ({ name }: ProfileSummary) => `Enter MFA code for ${name}`,
  'open-file': ({ name }: ProfileSummary) => `Open file of ${name}`,
} as const;

/** The state of a profile as text and icon; a button where one click starts the recovery action. */
export function StateBadge({ profile, tabIndex = 0 }: Props) {
  const recoveryActions = useRecoveryActions();
  const label = describeState(profile, useNow());
  const { recovery, tone, more } = label;
  if (!recovery || !recoveryActions) {
    return (
      <span className={`${styles.badge} ${styles[tone] ?? ''}`} title={more}>
        <Face label={label} />
      </span>
    );
  }
  const run = (): void => {
    if (recovery === 'sign-in') return recoveryActions.signIn(profile.name);
    if (recovery === 'open-file') return recoveryActions.openFile(profile.place);
    return recoveryActions.enterCode(profile.state.kind === 'mfa' ? profile.state.profile : profile.name);
  };
  return (
    <button
      type="button"
      className={`${styles.badge} ${styles.recovery} ${styles[tone] ?? ''}`}
      title={more}
      aria-label={`${label.text}: ${names[recovery](profile)}`}
      tabIndex={tabIndex}
      onClick={(event) => {
        event.stopPropagation();
        run();
      }}
    >
      <Face label={label} />
    </button>
  );
}

function Face({ label: { icon, text } }: { readonly label: StateLabel }) {
  return (
    <>
      <Icon name={icon} size="small" />
      <span className={styles.text}>{text}</span>
    </>
  );
}
