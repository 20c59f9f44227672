import type { QueryClient } from '@tanstack/react-query';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { SignIn, SignInMethod } from '../../../shared/models/sign-in.ts';
import { invoke } from '../../ipc/bridge.ts';
import type { SignIns } from './sign-ins.ts';
import { noSignIns, withResponse, withSignIn, withoutSignIn } from './sign-ins.ts';
import { useEvent } from '../../ipc/use-event.ts';

const queryKey = ['sign-ins'] as const;

const change = (client: QueryClient, next: (signIns: SignIns) => SignIns): void =>
  void client.setQueryData<SignIns>(queryKey, (signIns = noSignIns) => next(signIns));

/** The sign-ins of this window. A failed listing is ignored: the next event of a sign-in adds it. */
export function useSignIns(): SignIns {
  const client = useQueryClient();
  const { data } = useQuery({
    queryKey,
    queryFn: async () =>
      (await invoke('signIns.list')).reduce(
        withResponse,
        client.getQueryData<SignIns>(queryKey) ?? noSignIns,
      ),
    staleTime: Infinity,
  });
  return data ?? noSignIns;
}

/** Updates the sign-ins from events; calls `onDone` for each successful one. */
export const useSignInUpdates = (onDone: (signIn: SignIn) => void): void =>
  useEvent('signIns.updated', (signIn, client) => {
    change(client, (signIns) => withSignIn(signIns, signIn));
    if (signIn.state.kind === 'done') onDone(signIn);
  });

/** Returns a function that hides a finished sign-in. */
export function useDismissSignIn(): (id: string) => void {
  const client = useQueryClient();
  return (id) => change(client, (signIns) => withoutSignIn(signIns, id));
}

export function useStartSignIn() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (input: { readonly profile: string; readonly method: SignInMethod }) =>
      invoke('signIns.start', input),
    onSuccess: (signIn) => change(client, (signIns) => withResponse(signIns, signIn)),
  });
}

export const useCancelSignIn = () =>
  useMutation({ mutationFn: (id: string) => invoke('signIns.cancel', { id }) });

export const useOpenSignInPage = () =>
  useMutation({ mutationFn: (id: string) => invoke('signIns.openPage', { id }) });

export const useSignOut = () =>
  useMutation({ mutationFn: (profile: string) => invoke('signIns.signOut', { profile }) });

export const useAnswerMfa = () =>
  useMutation({
    mutationFn: (input: { readonly profile: string; readonly code: string }) => invoke('mfa.answer', input),
  });
