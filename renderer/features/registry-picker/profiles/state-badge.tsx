import Icon from '@cloudscape-design/components/icon';
import type { ProfileSummary } from '../../../../shared/models/profile.ts';
import { useCures } from '../../../components/recovery-actions.ts';
import { useNow } from '../../../components/use-now.ts';
import styles from './state-badge.module.css';
import type { StateWords } from './state-words.ts';
import { describeState } from './state-words.ts';

interface Props {
  readonly profile: ProfileSummary;
  /** Where only the current row of a list takes part in the order of Tab. */
  readonly tabIndex?: 0 | -1;
}

const names = {
  'sign-in': ({ name }: ProfileSummary) => `Sign in for ${name}`,
  'enter-code': ({ name }: ProfileSummary) => `Enter MFA code for ${name}`,
  'open-file': ({ name }: ProfileSummary) => `Open the file of ${name}`,
} as const;

/** How a profile stands, in text and icon; where one click cures it, the badge is the button. */
export function StateBadge({ profile, tabIndex = 0 }: Props) {
  const cures = useCures();
  const words = describeState(profile, useNow());
  const { cure, tone, more } = words;
  if (!cure || !cures) {
    return (
      <span className={`${styles.badge} ${styles[tone] ?? ''}`} title={more}>
        <Face words={words} />
      </span>
    );
  }
  const run = (): void => {
    if (cure === 'sign-in') return cures.signIn(profile.name);
    if (cure === 'open-file') return cures.openFile(profile.place);
    return cures.enterCode(profile.state.kind === 'mfa' ? profile.state.profile : profile.name);
  };
  return (
    <button
      type="button"
      className={`${styles.badge} ${styles.cure} ${styles[tone] ?? ''}`}
      title={more}
      aria-label={`${words.text}: ${names[cure](profile)}`}
      tabIndex={tabIndex}
      onClick={(event) => {
        event.stopPropagation();
        run();
      }}
    >
      <Face words={words} />
    </button>
  );
}

function Face({ words: { icon, text } }: { readonly words: StateWords }) {
  return (
    <>
      <Icon name={icon} size="small" />
      <span className={styles.text}>{text}</span>
    </>
  );
}
