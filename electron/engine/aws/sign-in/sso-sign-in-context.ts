import type { ClientRegistrations } from './client-registrations.ts';
import type { Clock } from './clock.ts';
import type { ClientRegistration, OidcClient, OidcToken } from './oidc-client.ts';
import type { SignInPage } from './sign-in-page.ts';
import type { SsoSession } from './sign-in-target.ts';
import type { SsoToken } from './sso-token-cache.ts';

/** The page or the code that the user has to confirm; `expiresAt` in milliseconds since 1970. */
export type SignInPrompt =
  | { readonly kind: 'browser'; readonly page: SignInPage; readonly expiresAt: number }
  | {
      readonly kind: 'code';
      readonly userCode: string;
      readonly page: SignInPage;
      readonly plainUrl: string;
      readonly expiresAt: number;
    };

/** The dependencies of both sign-in methods of IAM Identity Center. */
export interface SsoSignInContext {
  readonly session: SsoSession;
  /** The start URL at AWS; it differs from the session's if that is a vanity URL of the company. */
  readonly issuerUrl: string;
  readonly oidc: OidcClient;
  readonly registrations: ClientRegistrations;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Called once, as soon as the page can be opened. */
  readonly showPrompt: (prompt: SignInPrompt) => void;
}

/** The client name of this app in its registration. */
export const clientName = 'ecr-image-replicator';

/** The user did not complete the sign-in in time. */
export class SignInTimedOutError extends Error {
  override readonly name = 'SignInTimedOutError';
}

/** Combines an issued token with the client registration that refreshes it, for the token file. */
export const toSsoToken = (
  session: SsoSession,
  client: ClientRegistration,
  { accessToken, expiresIn, refreshToken }: OidcToken,
  clock: Clock,
): SsoToken => ({
  startUrl: session.startUrl,
  region: session.region,
  accessToken,
  expiresAt: clock.now() + expiresIn * 1000,
  clientId: client.clientId,
  clientSecret: client.clientSecret,
  registrationExpiresAt: client.expiresAt,
  refreshToken,
});
