import { z } from 'zod';
import type { ErrorData } from './result.ts';
import type { SignInSource } from './profile.ts';

/** `browser`: OAuth authorization code with PKCE. `code`: OAuth device code, confirmed on any device. */
export const signInMethodSchema = z.enum(['browser', 'code']);
export type SignInMethod = z.infer<typeof signInMethodSchema>;

/** Times in milliseconds since 1970. */
export type SignInState =
  | { readonly kind: 'starting' }
  /** The page is open in the user's browser. */
  | { readonly kind: 'browser'; readonly url: string; readonly expiresAt: number }
  /** `url` contains the code; `plainUrl` does not, for another device. */
  | {
      readonly kind: 'code';
      readonly userCode: string;
      readonly url: string;
      readonly plainUrl: string;
      readonly expiresAt: number;
    }
  /** `aws login` runs, which opens the browser. */
  | { readonly kind: 'program'; readonly command: string }
  /** `until`: when the session expires, if known. */
  | { readonly kind: 'done'; readonly until?: number | undefined }
  | { readonly kind: 'failed'; readonly error: ErrorData }
  | { readonly kind: 'cancelled' };

/** A pending sign-in, or the last one of its session. Contains no token. */
export interface SignIn {
  readonly id: string;
  /** The profile that the sign-in was started for. It applies to every profile of the session. */
  readonly profile: string;
  readonly credentialSource: SignInSource;
  readonly method: SignInMethod;
  readonly state: SignInState;
}

export const isSigningIn = ({ state }: SignIn): boolean =>
  state.kind === 'starting' || state.kind === 'browser' || state.kind === 'code' || state.kind === 'program';
