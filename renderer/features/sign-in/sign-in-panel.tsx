import Alert from '@cloudscape-design/components/alert';
import type { AlertProps } from '@cloudscape-design/components/alert';
import { useEffect, useEffectEvent } from 'react';
import type { SignIn, SignInMethod } from '../../../shared/models/sign-in.ts';
import { SignInActions } from './sign-in-actions.tsx';
import { SignInState } from './sign-in-state.tsx';
import { getHeading } from './sign-in-words.ts';
import styles from './sign-ins.module.css';

interface Props {
  readonly signIn: SignIn;
  /** The number of other profiles that use the same session. */
  readonly others: number;
  readonly onStart: (method: SignInMethod) => void;
  readonly onCancel: () => void;
  readonly onOpenPage: () => void;
  /** Hides a finished sign-in. */
  readonly onDismiss: () => void;
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

/** How long a successful sign-in is shown, in milliseconds. */
const shownFor = 12_000;

/** The state of one sign-in and its actions; it does not block the window. */
export function SignInPanel({ signIn, others, onStart, onCancel, onOpenPage, onDismiss }: Props) {
  const { state } = signIn;
  const isDone = state.kind === 'done';
  const dismissed = useEffectEvent(onDismiss);

  useEffect(() => {
    if (!isDone) return undefined;
    const timer = setTimeout(() => dismissed(), shownFor);
    return () => clearTimeout(timer);
  }, [isDone]);

  const hasEnded = state.kind === 'done' || state.kind === 'failed';
  return (
    <section aria-label={getHeading(signIn)} className={styles.panel}>
      <Alert
        type={types[state.kind]}
        dismissible={hasEnded}
        dismissAriaLabel="Dismiss"
        onDismiss={onDismiss}
        action={<SignInActions {...{ signIn, onStart, onCancel, onOpenPage }} />}
      >
        <div aria-live="polite">
          <SignInState signIn={signIn} others={others} />
        </div>
      </Alert>
    </section>
  );
}
