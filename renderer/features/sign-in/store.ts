import { create } from 'zustand';
import { getSessionKey } from '../../../shared/models/profile.ts';
import type { SignIn } from '../../../shared/models/sign-in.ts';
import { isSigningIn } from '../../../shared/models/sign-in.ts';

interface SignInsState {
  /** By session, the latest of each: see `getSessionKey`. */
  readonly bySession: Readonly<Record<string, SignIn>>;
  /** The ids of the sign-ins that were pending in this window and are not dismissed. */
  readonly seen: ReadonlySet<string>;
}

/** A copy of the main process's sign-ins. */
export const useSignIns = create<SignInsState>(() => ({ bySession: {}, seen: new Set() }));

/** Stores the state of a sign-in; events of a replaced sign-in are ignored. */
export function putSignIn(signIn: SignIn): void {
  const session = getSessionKey(signIn.credentialSource);
  useSignIns.setState(({ bySession, seen }) => {
    const known = bySession[session];
    const isReplaced = known && known.id !== signIn.id && isSigningIn(known) && !isSigningIn(signIn);
    if (isReplaced) return {};
    return {
      bySession: { ...bySession, [session]: signIn },
      seen: isSigningIn(signIn) ? new Set(seen).add(signIn.id) : seen,
    };
  });
}

/** Stores a sign-in from a response, unless a newer event was received. */
export function putSignInAnswer(signIn: SignIn): void {
  if (useSignIns.getState().bySession[getSessionKey(signIn.credentialSource)]?.id !== signIn.id)
    putSignIn(signIn);
}

/** Hides a finished sign-in. */
export const dismissed = (id: string): void =>
  useSignIns.setState(({ seen }) => ({ seen: new Set([...seen].filter((each) => each !== id)) }));

/** The pending sign-ins, and the finished ones that are not dismissed. */
export const shownSignIns = ({ bySession, seen }: SignInsState): readonly SignIn[] =>
  Object.values(bySession).filter(
    (signIn) => isSigningIn(signIn) || (seen.has(signIn.id) && signIn.state.kind !== 'cancelled'),
  );
