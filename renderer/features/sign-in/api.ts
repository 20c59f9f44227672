import { useMutation } from '@tanstack/react-query';
import type { SignIn, SignInMethod } from '../../../shared/models/sign-in.ts';
import { invoke, onEvent } from '../../ipc/bridge.ts';
import { putSignIn, putSignInAnswer } from './store.ts';

/** Updates the store from events until the returned function is called; calls `onDone` for each successful sign-in. */
export function followSignIns(onDone: (signIn: SignIn) => void): () => void {
  const stop = onEvent('signIns.updated', (signIn) => {
    putSignIn(signIn);
    if (signIn.state.kind === 'done') onDone(signIn);
  });
  // A failed listing is ignored: the next event of a sign-in adds it.
  invoke('signIns.list').then(
    (signIns) => signIns.forEach(putSignInAnswer),
    () => undefined,
  );
  return stop;
}

export const useStartSignIn = () =>
  useMutation({
    mutationFn: (input: { readonly profile: string; readonly method: SignInMethod }) =>
      invoke('signIns.start', input),
    onSuccess: putSignInAnswer,
  });

export const useCancelSignIn = () =>
  useMutation({ mutationFn: (id: string) => invoke('signIns.cancel', { id }) });

export const useOpenSignInPage = () =>
  useMutation({ mutationFn: (id: string) => invoke('signIns.openPage', { id }) });

export const useSignOut = () =>
  useMutation({ mutationFn: (profile: string) => invoke('signIns.signOut', { profile }) });
