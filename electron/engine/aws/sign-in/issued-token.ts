import type { Clock } from './clock.ts';
import type { ClientRegistration, OidcToken } from './oidc-client.ts';
import type { SsoSession } from './sign-in-target.ts';
import type { SsoToken } from './sso-token-cache.ts';

/** The token as it is kept: with the registration that renews it. */
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
