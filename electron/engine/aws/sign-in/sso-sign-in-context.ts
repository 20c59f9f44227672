import type { ClientRegistrations } from './client-registrations.ts';
import type { Clock } from './clock.ts';
import type { OidcClient } from './oidc-client.ts';
import type { SignInPage } from './sign-in-page.ts';
import type { SsoSession } from './sign-in-target.ts';

/** What a person is shown while AWS waits for them; `expiresAt` in milliseconds since 1970. */
export type SignInPrompt =
  | { readonly kind: 'browser'; readonly page: SignInPage; readonly expiresAt: number }
  | {
      readonly kind: 'code';
      readonly userCode: string;
      readonly page: SignInPage;
      readonly plainUrl: string;
      readonly expiresAt: number;
    };

/** What both ways of signing in to IAM Identity Center work with. */
export interface SsoSignInContext {
  readonly session: SsoSession;
  /** The start URL at AWS; another than the session's where that is a company's own address. */
  readonly issuerUrl: string;
  readonly oidc: OidcClient;
  readonly registrations: ClientRegistrations;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Called once, when the page can be opened. */
  readonly showPrompt: (invitation: SignInPrompt) => void;
}

/** How this app calls itself when it registers. */
export const clientName = 'ecr-image-replicator';

/** Nobody came in the time that there was. */
export class SignInTimedOutError extends Error {
  override readonly name = 'SignInTimedOutError';
}
