import { getSessionKey } from '../../../shared/models/profile.ts';
import type { SignIn } from '../../../shared/models/sign-in.ts';
import { isSigningIn } from '../../../shared/models/sign-in.ts';

/** A copy of the main process's sign-ins. */
export interface SignIns {
  /** By session, the latest of each: see `getSessionKey`. */
  readonly bySession: Readonly<Record<string, SignIn>>;
  /** The ids of the sign-ins that were pending in this window and are not dismissed. */
  readonly seen: ReadonlySet<string>;
}

export const noSignIns: SignIns = { bySession: {}, seen: new Set() };

/** Stores the state of a sign-in; events of a replaced sign-in are ignored. */
export function withSignIn(signIns: SignIns, signIn: SignIn): SignIns {
  const { bySession, seen } = signIns;
  const session = getSessionKey(signIn.credentialSource);
  const known = bySession[session];
  if (known && known.id !== signIn.id && isSigningIn(known) && !isSigningIn(signIn)) return signIns;
  return {
    bySession: { ...bySession, [session]: signIn },
    seen: isSigningIn(signIn) ? new Set(seen).add(signIn.id) : seen,
  };
}

/** Stores a sign-in from a response, unless a newer event was received. */
export const withResponse = (signIns: SignIns, signIn: SignIn): SignIns =>
  signIns.bySession[getSessionKey(signIn.credentialSource)]?.id === signIn.id
    ? signIns
    : withSignIn(signIns, signIn);

/** Hides a finished sign-in. */
export const withoutSignIn = ({ bySession, seen }: SignIns, id: string): SignIns => ({
  bySession,
  seen: new Set([...seen].filter((each) => each !== id)),
});

/** The pending sign-ins, and the finished ones that are not dismissed. */
export const shownSignIns = ({ bySession, seen }: SignIns): readonly SignIn[] =>
  Object.values(bySession).filter(
    (signIn) => isSigningIn(signIn) || (seen.has(signIn.id) && signIn.state.kind !== 'cancelled'),
  );
