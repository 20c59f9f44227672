import Button from '@cloudscape-design/components/button';
import type { SignIn, SignInMethod } from '../../../shared/models/sign-in.ts';
import { isSigningIn } from '../../../shared/models/sign-in.ts';
import { CopyAction } from '../../components/copy-button.tsx';
import styles from './sign-ins.module.css';

interface Props {
  readonly signIn: SignIn;
  readonly onStart: (method: SignInMethod) => void;
  readonly onCancel: () => void;
  readonly onOpenPage: () => void;
}

/** The actions of a sign-in in its state; `aws login` has no code method. */
export function SignInActions({ signIn, onStart, onCancel, onOpenPage }: Props) {
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
