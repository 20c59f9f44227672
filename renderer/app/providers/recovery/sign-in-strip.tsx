import { useShallow } from 'zustand/react/shallow';
import { getSessionKey } from '../../../../shared/models/profile.ts';
import type { SignInMethod } from '../../../../shared/models/sign-in.ts';
import { toErrorData } from '../../../ipc/bridge.ts';
import { useProfiles } from '../../../features/registry-picker/profiles/api.ts';
import { useCancelSignIn, useOpenSignInPage, useStartSignIn } from '../../../features/sign-in/api.ts';
import { SignInPanel } from '../../../features/sign-in/sign-in-panel.tsx';
import { dismissed, shownSignIns, useSignIns } from '../../../features/sign-in/store.ts';
import type { Tell } from '../../layout/notices/use-notices.ts';
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
      key={getSessionKey(signIn.credentialSource)}
      signIn={signIn}
      others={servedProfiles(listing, signIn).filter((name) => name !== signIn.profile).length}
      onStart={(method: SignInMethod) => start.mutate({ profile: signIn.profile, method }, { onError })}
      onCancel={() => cancel.mutate(signIn.id, { onError })}
      onOpenPage={() => open.mutate(signIn.id, { onError })}
      onDismiss={() => dismissed(signIn.id)}
    />
  ));
}
