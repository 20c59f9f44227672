import { createHash, randomBytes } from 'node:crypto';
import { isAbort } from '../../errors/to-error-data.ts';
import { rejectOnAbort } from '../../async/abort.ts';
import type { CallbackOutcome } from './callback-page.ts';
import type { Callback, CallbackServer } from './callback-server.ts';
import { openCallbackServer, registeredRedirectUri } from './callback-server.ts';
import { toSsoToken } from './issued-token.ts';
import type { ClientRegistration } from './oidc-client.ts';
import { readCallbackError, hasErrorName } from './service-error.ts';
import { checkSignInPage } from './sign-in-page.ts';
import type { SsoSignInContext } from './sso-sign-in-context.ts';
import { clientName, SignInTimedOutError } from './sso-sign-in-context.ts';
import type { SsoToken } from './sso-token-cache.ts';

/** How long a person has, in milliseconds: as long as with the AWS CLI. */
const browserLimit = 10 * 60_000;

const register = ({ session, issuerUrl, oidc, registrations, signal }: SsoSignInContext) =>
  registrations.of(
    oidc,
    {
      clientName,
      clientType: 'public',
      grantTypes: ['authorization_code', 'refresh_token'],
      redirectUris: [registeredRedirectUri],
      issuerUrl,
      scopes: session.scopes,
    },
    signal,
  );

const randomText = (): string => randomBytes(32).toString('base64url');

interface Authorization {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly state: string;
  readonly codeVerifier: string;
}

function authorizeUrl({ oidc, session }: SsoSignInContext, authorization: Authorization): string {
  const { clientId, redirectUri, state, codeVerifier } = authorization;
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: clientId,
    redirect_uri: redirectUri,
    state,
    code_challenge_method: 'S256',
    scopes: session.scopes.join(' '),
    code_challenge: createHash('sha256').update(codeVerifier).digest('base64url'),
  });
  return `${oidc.url}/authorize?${query.toString()}`;
}

async function callbackInTime(
  server: CallbackServer,
  { clock, signal }: SsoSignInContext,
): Promise<Callback> {
  const called = new AbortController();
  const timedOut = clock.wait(browserLimit, AbortSignal.any([signal, called.signal])).then(() => {
    throw new SignInTimedOutError();
  });
  try {
    return await Promise.race([rejectOnAbort(server.called, signal), timedOut]);
  } finally {
    called.abort();
  }
}

async function receiveToken(
  parts: SsoSignInContext,
  client: ClientRegistration,
  server: CallbackServer,
  state: string,
): Promise<SsoToken> {
  const { session, oidc, clock, signal, showPrompt } = parts;
  const { redirectUri } = server;
  const codeVerifier = randomText();
  const url = authorizeUrl(parts, { clientId: client.clientId, redirectUri, state, codeVerifier });
  const page = checkSignInPage({ url, isCustomEndpoint: session.endpoints.oidc !== undefined });
  showPrompt({ kind: 'browser', page, expiresAt: clock.now() + browserLimit });

  const callback = await callbackInTime(server, parts);
  if (callback.kind === 'error') throw readCallbackError(callback.error);
  const { code } = callback;
  const token = await oidc.createToken(
    client,
    { grantType: 'authorization_code', code, codeVerifier, redirectUri },
    signal,
  );
  return toSsoToken(session, client, token, clock);
}

function outcomeOf(error: unknown): CallbackOutcome {
  if (isAbort(error)) return 'cancelled';
  return hasErrorName(error, 'AccessDeniedException') ? 'denied' : 'failed';
}

/**
 * Signs in through the person's own browser: authorization code with PKCE (RFC 7636), the answer taken on a free port of
 * this machine (RFC 8252). The port is free again when this has settled.
 *
 * @throws SignInTimedOutError, what OidcClient throws, or the signal's reason.
 */
export async function signInWithPkce(parts: SsoSignInContext): Promise<SsoToken> {
  const client = await register(parts);
  const state = randomText();
  const server = await openCallbackServer(state);
  try {
    const token = await receiveToken(parts, client, server, state);
    await server.close('signed-in');
    return token;
  } catch (error) {
    if (hasErrorName(error, 'InvalidClientException')) parts.registrations.forget(client);
    await server.close(outcomeOf(error));
    throw error;
  }
}
