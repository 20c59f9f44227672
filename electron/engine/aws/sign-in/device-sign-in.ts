import { readAwsError } from '../../errors/aws-error.ts';
import { isNetworkError } from '../../errors/describe-network-error.ts';
import { toSsoToken } from './issued-token.ts';
import type { ClientRegistration, DeviceAuthorization, OidcToken } from './oidc-client.ts';
import { hasErrorName, ServiceError } from './service-error.ts';
import { checkSignInPage } from './sign-in-page.ts';
import type { SsoSignInContext } from './sso-sign-in-context.ts';
import { clientName, SignInTimedOutError } from './sso-sign-in-context.ts';
import type { SsoToken } from './sso-token-cache.ts';

/** What `slow_down` adds to the interval for good, in milliseconds (RFC 8628 3.5). */
const slowDown = 5_000;

interface Started {
  readonly client: ClientRegistration;
  readonly authorization: DeviceAuthorization;
}

async function authorizeDevice(parts: SsoSignInContext): Promise<Started> {
  const { session, issuerUrl, oidc, registrations, signal } = parts;
  const scopes = session.scopes.length === 0 ? {} : { scopes: session.scopes };
  const attempt = async (): Promise<Started> => {
    const client = await registrations.of(oidc, { clientName, clientType: 'public', ...scopes }, signal);
    try {
      return { client, authorization: await oidc.startDeviceAuthorization(client, issuerUrl, signal) };
    } catch (error) {
      if (hasErrorName(error, 'InvalidClientException')) registrations.forget(client);
      throw error;
    }
  };
  try {
    return await attempt();
  } catch (error) {
    // A registration of an earlier sign-in may be gone at AWS: once, with a new one.
    if (!hasErrorName(error, 'InvalidClientException')) throw error;
    return attempt();
  }
}

/** The person is not done yet, or this attempt did not reach AWS: the next one may. */
const isPending = (error: unknown): boolean =>
  hasErrorName(error, 'AuthorizationPendingException') ||
  hasErrorName(error, 'SlowDownException') ||
  (error instanceof ServiceError ? error.status >= 500 : isNetworkError(readAwsError(error)));

async function pollForToken(
  { oidc, clock, signal }: SsoSignInContext,
  { client, authorization }: Started,
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
      if (hasErrorName(error, 'SlowDownException')) interval += slowDown;
    }
  }
}

/**
 * Signs in by a code that a person confirms on any device: OAuth 2.0 device authorization (RFC 8628).
 *
 * @throws SignInTimedOutError, what OidcClient throws, or the signal's reason.
 */
export async function signInWithDeviceCode(parts: SsoSignInContext): Promise<SsoToken> {
  const { session, clock, showPrompt } = parts;
  const started = await authorizeDevice(parts);
  const { userCode, verificationUri, verificationUriComplete, expiresIn } = started.authorization;
  const isCustomEndpoint = session.endpoints.oidc !== undefined;
  const expiresAt = clock.now() + expiresIn * 1000;
  showPrompt({
    kind: 'code',
    userCode,
    page: checkSignInPage({ url: verificationUriComplete, isCustomEndpoint }),
    plainUrl: checkSignInPage({ url: verificationUri, isCustomEndpoint }).url,
    expiresAt,
  });
  const token = await pollForToken(parts, started, expiresAt);
  return toSsoToken(session, started.client, token, clock);
}
