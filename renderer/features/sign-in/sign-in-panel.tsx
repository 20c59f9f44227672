import Alert from '@cloudscape-design/components/alert';
import type { AlertProps } from '@cloudscape-design/components/alert';
import { useEffect, useEffectEvent } from 'react';
import Button from '@cloudscape-design/components/button';
import type { SignIn, SignInMethod } from '../../../shared/models/sign-in.ts';
import { SignInState } from './sign-in-state.tsx';
import { getHeading } from './sign-in-words.ts';
import styles from './sign-ins.module.css';
import { isSigningIn } from '../../../shared/models/sign-in.ts';
import { CopyAction } from '../../components/copy-button.tsx';

interface ActionProps {
  readonly signIn: SignIn;
  readonly onStart: (method: SignInMethod) => void;
  readonly onCancel: () => void;
  readonly onOpenPage: () => void;
}

interface Props extends ActionProps {
  /** The number of other profiles that use the same session. */
  readonly others: number;
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

/** The actions of a sign-in in its state; `aws login` has no code method. */
function SignInActions({ signIn, onStart, onCancel, onOpenPage }: ActionProps) {
  const { state, credentialSource, method } = signIn;
  const hasPage = state.kind === 'browser' || state.kind === 'code';
  const canUseCode = credentialSource.kind === 'sso' && (state.kind === 'browser' || state.kind === 'failed');
  return (
    <div className={styles.actions}>
      {hasPage && <Button onClick={onOpenPage}>Open again</Button>}
      {hasPage && <CopyAction text={state.url}>Copy link</CopyAction>}
      {state.kind === 'failed' && <Button onClick={() => onStart(method)}>Retry</Button>}
      {canUseCode && <Button onClick={() => onStart('code')}>Use a code instead</Button>}
      {isSigningIn(signIn) && <Button onClick={onCancel}>Cancel</Button>}
    </div>
  );
}
