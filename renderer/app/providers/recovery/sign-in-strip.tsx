import { getSessionKey } from '../../../../shared/models/profile.ts';
import type { SignInMethod } from '../../../../shared/models/sign-in.ts';
import { toErrorData } from '../../../ipc/bridge.ts';
import { useProfiles } from '../../../features/registry-picker/profiles/api.ts';
import {
  useCancelSignIn,
  useDismissSignIn,
  useOpenSignInPage,
  useSignIns,
  useStartSignIn,
} from '../../../features/sign-in/api.ts';
import { SignInPanel } from '../../../features/sign-in/sign-in-panel.tsx';
import { shownSignIns } from '../../../features/sign-in/sign-ins.ts';
import type { Notify } from '../use-notices.ts';
import { servedProfiles } from '../event-sync/served-profiles.ts';

/** The pending and recently finished sign-ins, shown above all views. */
export function SignInStrip({ notify }: { readonly notify: Notify }) {
  const signIns = shownSignIns(useSignIns());
  const dismiss = useDismissSignIn();
  const { data: listing } = useProfiles();
  const start = useStartSignIn();
  const cancel = useCancelSignIn();
  const open = useOpenSignInPage();
  const onError = (error: unknown): void => notify({ type: 'error', error: toErrorData(error) });

  return signIns.map((signIn) => (
    <SignInPanel
      key={getSessionKey(signIn.credentialSource)}
      signIn={signIn}
      others={servedProfiles(listing, signIn).filter((name) => name !== signIn.profile).length}
      onStart={(method: SignInMethod) => start.mutate({ profile: signIn.profile, method }, { onError })}
      onCancel={() => cancel.mutate(signIn.id, { onError })}
      onOpenPage={() => open.mutate(signIn.id, { onError })}
      onDismiss={() => dismiss(signIn.id)}
    />
  ));
}
