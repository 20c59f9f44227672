import { create } from 'zustand';
import { getSessionKey } from '../../../shared/models/profile.ts';
import type { SignIn } from '../../../shared/models/sign-in.ts';
import { isSigningIn } from '../../../shared/models/sign-in.ts';

interface SignInsState {
  /** By session, the latest of each: see `getSessionKey`. */
  readonly bySession: Readonly<Record<string, SignIn>>;
  /** The ids of those that ended in front of the person and have not been put away. */
  readonly seen: ReadonlySet<string>;
}

/** A copy of what the main process holds; it is never the truth. */
export const useSignIns = create<SignInsState>(() => ({ bySession: {}, seen: new Set() }));

/** Takes in how a sign-in stands; news about one that another has replaced is dropped. */
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

/** Takes in a sign-in as an answer told it, which news about it may have overtaken. */
export function putSignInAnswer(signIn: SignIn): void {
  if (useSignIns.getState().bySession[getSessionKey(signIn.credentialSource)]?.id !== signIn.id)
    putSignIn(signIn);
}

/** Puts an ended sign-in out of sight. */
export const dismissed = (id: string): void =>
  useSignIns.setState(({ seen }) => ({ seen: new Set([...seen].filter((each) => each !== id)) }));

/** Those under way, and those that ended in front of the person and still have something to say. */
export const shownSignIns = ({ bySession, seen }: SignInsState): readonly SignIn[] =>
  Object.values(bySession).filter(
    (signIn) => isSigningIn(signIn) || (seen.has(signIn.id) && signIn.state.kind !== 'cancelled'),
  );
