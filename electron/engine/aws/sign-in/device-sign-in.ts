import { isThrottling, readAwsError } from '../../errors/aws-error.ts';
import { isNetworkError } from '../../errors/describe-network-error.ts';

import type { ClientRegistration, DeviceAuthorization, OidcToken } from './oidc-client.ts';
import { hasErrorName, ServiceError } from './service-error.ts';
import { checkSignInPage } from './sign-in-page.ts';
import type { SsoSignInContext } from './sso-sign-in-context.ts';
import { clientName, SignInTimedOutError, toSsoToken } from './sso-sign-in-context.ts';
import type { SsoToken } from './sso-token-cache.ts';

/** Milliseconds that each `slow_down` adds to the polling interval (RFC 8628 section 3.5). */
const slowDownIncrement = 5_000;

interface PendingAuthorization {
  readonly client: ClientRegistration;
  readonly authorization: DeviceAuthorization;
}

async function authorizeDevice(context: SsoSignInContext): Promise<PendingAuthorization> {
  const { session, issuerUrl, oidc, registrations, signal } = context;
  const scopes = session.scopes.length === 0 ? {} : { scopes: session.scopes };
  const input = { clientName, clientType: 'public', ...scopes } as const;
  const attempt = async (): Promise<PendingAuthorization> => {
    const client = await registrations.getOrRegister(oidc, input, signal);
    try {
      return { client, authorization: await oidc.startDeviceAuthorization(client, issuerUrl, signal) };
    } catch (error) {
      if (hasErrorName(error, 'InvalidClientException')) registrations.remove(client);
      throw error;
    }
  };
  try {
    return await attempt();
  } catch (error) {
    // AWS can revoke the cached registration; one more attempt registers again.
    if (!hasErrorName(error, 'InvalidClientException')) throw error;
    return attempt();
  }
}

/** Whether AWS requests a longer interval: for this code, or for all requests. */
const isTooFast = (error: unknown): boolean =>
  hasErrorName(error, 'SlowDownException') || (error instanceof ServiceError && isThrottling(error));

/** Whether to continue polling: the user has not finished, or this request failed temporarily. */
const isPending = (error: unknown): boolean =>
  hasErrorName(error, 'AuthorizationPendingException') ||
  isTooFast(error) ||
  (error instanceof ServiceError ? error.status >= 500 : isNetworkError(readAwsError(error)));

async function pollForToken(
  { oidc, clock, signal }: SsoSignInContext,
  { client, authorization }: PendingAuthorization,
  expiresAt: number,
): Promise<OidcToken> {
  const { deviceCode } = authorization;
  const grantType = 'urn:ietf:params:oauth:grant-type:device_code';
  let interval = authorization.interval * 1000;
  for (;;) {
    await clock.wait(interval, signal);
    if (clock.now() >= expiresAt) throw new SignInTimedOutError();
    try {
      return await oidc.createToken(client, { grantType, deviceCode }, signal);
    } catch (error) {
      signal.throwIfAborted();
      if (!isPending(error)) throw error;
      if (isTooFast(error)) interval += slowDownIncrement;
    }
  }
}

/**
 * Signs in with a code that the user confirms on any device: OAuth 2.0 device authorization grant (RFC 8628).
 *
 * @throws SignInTimedOutError, the errors of OidcClient, or the signal's reason.
 */
export async function signInWithDeviceCode(context: SsoSignInContext): Promise<SsoToken> {
  const { session, clock, showPrompt } = context;
  const pending = await authorizeDevice(context);
  const { userCode, verificationUri, verificationUriComplete, expiresIn } = pending.authorization;
  const isCustomEndpoint = session.endpoints.oidc !== undefined;
  const expiresAt = clock.now() + expiresIn * 1000;
  showPrompt({
    kind: 'code',
    userCode,
    page: checkSignInPage({ url: verificationUriComplete, isCustomEndpoint }),
    plainUrl: checkSignInPage({ url: verificationUri, isCustomEndpoint }).url,
    expiresAt,
  });
  const token = await pollForToken(context, pending, expiresAt);
  return toSsoToken(session, pending.client, token, clock);
}
