import Alert from '@cloudscape-design/components/alert';
import type { AlertProps } from '@cloudscape-design/components/alert';
import { useEffect, useEffectEvent } from 'react';
import type { SignIn, SignInMethod } from '../../../shared/models/sign-in.ts';
import { SignInActions } from './sign-in-actions.tsx';
import { SignInState } from './sign-in-state.tsx';
import { headingOf } from './sign-in-words.ts';
import styles from './sign-ins.module.css';

interface Props {
  readonly signIn: SignIn;
  /** How many profiles it signs in besides the one that it was started for. */
  readonly others: number;
  readonly onStart: (method: SignInMethod) => void;
  readonly onCancel: () => void;
  readonly onOpenPage: () => void;
  /** For one that has ended. */
  readonly onPutAway: () => void;
}

const types = {
  starting: 'info',
  browser: 'info',
  code: 'info',
  program: 'info',
  done: 'success',
  failed: 'error',
  cancelled: 'info',
} as const satisfies Record<SignIn['state']['kind'], AlertProps.Type>;

/** How long good news stays, in milliseconds. */
const shownFor = 12_000;

/** One sign-in: where it goes on, and what can be done meanwhile. It never takes the window from the person. */
export function SignInPanel({ signIn, others, onStart, onCancel, onOpenPage, onPutAway }: Props) {
  const { state } = signIn;
  const isDone = state.kind === 'done';
  const putAway = useEffectEvent(onPutAway);

  useEffect(() => {
    if (!isDone) return undefined;
    const timer = setTimeout(() => putAway(), shownFor);
    return () => clearTimeout(timer);
  }, [isDone]);

  const hasEnded = state.kind === 'done' || state.kind === 'failed';
  return (
    <section aria-label={headingOf(signIn)} className={styles.panel}>
      <Alert
        type={types[state.kind]}
        dismissible={hasEnded}
        dismissAriaLabel="Put away"
        onDismiss={onPutAway}
        action={<SignInActions {...{ signIn, onStart, onCancel, onOpenPage }} />}
      >
        <div aria-live="polite">
          <SignInState signIn={signIn} others={others} />
        </div>
      </Alert>
    </section>
  );
}
