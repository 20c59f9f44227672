import { useShallow } from 'zustand/react/shallow';
import type { SignInMethod } from '../../../shared/models/sign-in.ts';
import { toErrorData } from '../../bridge.ts';
import { useProfiles } from '../../features/profiles/api.ts';
import { useCancelSignIn, useOpenSignInPage, useStartSignIn } from '../../features/sign-ins/api.ts';
import { SignInPanel } from '../../features/sign-ins/sign-in-panel.tsx';
import { putAway, sessionOf, shownSignIns, useSignIns } from '../../features/sign-ins/store.ts';
import type { Tell } from '../notices/use-notices.ts';
import { servedProfiles } from './served-profiles.ts';

/** Every sign-in under way or just ended, above all views: it goes on whatever the person does meanwhile. */
export function SignInStrip({ tell }: { readonly tell: Tell }) {
  const signIns = useSignIns(useShallow(shownSignIns));
  const { data: listing } = useProfiles();
  const start = useStartSignIn();
  const cancel = useCancelSignIn();
  const open = useOpenSignInPage();
  const onError = (error: unknown): void => tell({ type: 'error', error: toErrorData(error) });

  return signIns.map((signIn) => (
    <SignInPanel
      key={sessionOf(signIn.means)}
      signIn={signIn}
      others={servedProfiles(listing, signIn).filter((name) => name !== signIn.profile).length}
      onStart={(method: SignInMethod) => start.mutate({ profile: signIn.profile, method }, { onError })}
      onCancel={() => cancel.mutate(signIn.id, { onError })}
      onOpenPage={() => open.mutate(signIn.id, { onError })}
      onPutAway={() => putAway(signIn.id)}
    />
  ));
}
