import Spinner from '@cloudscape-design/components/spinner';
import { useEffect, useState } from 'react';
import { formatExact } from '../../../shared/format/dates.ts';
import type { SignIn } from '../../../shared/models/sign-in.ts';
import { CopyButton } from '../../components/copy-button.tsx';
import { ErrorDetail } from '../../components/error-detail.tsx';
import { getHeading, getReach } from './sign-in-words.ts';
import styles from './sign-ins.module.css';
import { formatDuration } from '../../../shared/format/duration.ts';

/** Rounds to minutes above two minutes, and to seconds below. */
const formatTimeLeft = (milliseconds: number): string => {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000));
  return formatDuration(seconds > 120 ? Math.ceil(seconds / 60) * 60 : seconds);
};

/** A countdown; not a live region, because a screen reader would announce every second. */
function TimeLeft({ until }: { readonly until: number }) {
  const [now, setNow] = useState(Date.now);

  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);

  return <span aria-live="off">{formatTimeLeft(until - now)} left.</span>;
}

interface Props {
  readonly signIn: SignIn;
  readonly others: number;
}

/** The state of a sign-in, with the code to confirm for the code method. */
export function SignInState({ signIn, others }: Props) {
  const { state } = signIn;
  return (
    <>
      <div className={styles.heading}>
        {state.kind === 'starting' && <Spinner />} {getHeading(signIn)}
      </div>
      {state.kind === 'code' && (
        <div className={styles.code}>
          <span className={styles.userCode} aria-label={`Code ${state.userCode}`}>
            {state.userCode}
          </span>
          <CopyButton text={state.userCode} what="code" />
          <span className={styles.quiet}>
            On another device, enter it at {state.plainUrl}{' '}
            <CopyButton text={state.plainUrl} what="address" />
          </span>
        </div>
      )}
      {state.kind === 'program' && (
        <div className={styles.quiet}>
          The AWS CLI runs <code className={styles.command}>{state.command}</code> and opens the page.
        </div>
      )}
      {state.kind === 'done' && state.until !== undefined && (
        <div className={styles.quiet}>Until {formatExact(state.until)}.</div>
      )}
      {state.kind === 'failed' && (
        <>
          <div>{state.error.message}</div>
          <ErrorDetail error={state.error} />
        </>
      )}
      {(state.kind === 'browser' || state.kind === 'code') && (
        <div className={styles.quiet}>
          {getReach(signIn, others)} <TimeLeft until={state.expiresAt} />
        </div>
      )}
    </>
  );
}
