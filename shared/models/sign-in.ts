import { z } from 'zod';
import type { ErrorData } from '../result.ts';
import type { SignInSource } from './profile.ts';

/** `browser`: authorization code with PKCE; `code`: a device code that is confirmed on any device. */
export const signInMethodSchema = z.enum(['browser', 'code']);
export type SignInMethod = z.infer<typeof signInMethodSchema>;

/** Times in milliseconds since 1970. */
export type SignInState =
  | { readonly kind: 'starting' }
  /** The page is open in the person's browser. */
  | { readonly kind: 'browser'; readonly url: string; readonly expiresAt: number }
  /** `url` holds the code already; `plainUrl` is for typing it on another device. */
  | {
      readonly kind: 'code';
      readonly userCode: string;
      readonly url: string;
      readonly plainUrl: string;
      readonly expiresAt: number;
    }
  /** `aws login` runs, which opens the browser itself. */
  | { readonly kind: 'program'; readonly command: string }
  /** `until`: when the session ends, where that is known. */
  | { readonly kind: 'done'; readonly until?: number | undefined }
  | { readonly kind: 'failed'; readonly error: ErrorData }
  | { readonly kind: 'cancelled' };

/** One sign-in, under way or the last one of its session; holds no token. */
export interface SignIn {
  readonly id: string;
  /** The profile that it was started for; it serves every profile of the session. */
  readonly profile: string;
  readonly credentialSource: SignInSource;
  readonly method: SignInMethod;
  readonly state: SignInState;
}

export const isSigningIn = ({ state }: SignIn): boolean =>
  state.kind === 'starting' || state.kind === 'browser' || state.kind === 'code' || state.kind === 'program';
