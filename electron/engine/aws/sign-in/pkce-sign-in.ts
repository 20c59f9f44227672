import { createHash, randomBytes } from 'node:crypto';
import { isAbort } from '../../errors/to-error-data.ts';
import { rejectOnAbort } from '../../async/abort.ts';
import type { CallbackOutcome } from './callback-page.ts';
import type { Callback, CallbackServer } from './callback-server.ts';
import { openCallbackServer, registeredRedirectUri } from './callback-server.ts';

import type { ClientRegistration } from './oidc-client.ts';
import { readCallbackError, hasErrorName } from './service-error.ts';
import { checkSignInPage } from './sign-in-page.ts';
import type { SsoSignInContext } from './sso-sign-in-context.ts';
import { clientName, SignInTimedOutError, toSsoToken } from './sso-sign-in-context.ts';
import type { SsoToken } from './sso-token-cache.ts';

/** Milliseconds in which the user has to sign in: as long as with the AWS CLI. */
const browserLimit = 10 * 60_000;

const registerClient = ({ session, issuerUrl, oidc, registrations, signal }: SsoSignInContext) =>
  registrations.getOrRegister(
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

const createRandomText = (): string => randomBytes(32).toString('base64url');

interface AuthorizationRequest {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly state: string;
  readonly codeVerifier: string;
}

function createAuthorizationUrl(
  { oidc, session }: SsoSignInContext,
  { clientId, redirectUri, state, codeVerifier }: AuthorizationRequest,
): string {
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

async function waitForCallback(
  server: CallbackServer,
  { clock, signal }: SsoSignInContext,
): Promise<Callback> {
  const settled = new AbortController();
  const timeout = clock.wait(browserLimit, AbortSignal.any([signal, settled.signal])).then(() => {
    throw new SignInTimedOutError();
  });
  try {
    return await Promise.race([rejectOnAbort(server.callback, signal), timeout]);
  } finally {
    settled.abort();
  }
}

async function receiveToken(
  context: SsoSignInContext,
  client: ClientRegistration,
  server: CallbackServer,
  state: string,
): Promise<SsoToken> {
  const { session, oidc, clock, signal, showPrompt } = context;
  const { redirectUri } = server;
  const codeVerifier = createRandomText();
  const { clientId } = client;
  const url = createAuthorizationUrl(context, { clientId, redirectUri, state, codeVerifier });
  const page = checkSignInPage({ url, isCustomEndpoint: session.endpoints.oidc !== undefined });
  showPrompt({ kind: 'browser', page, expiresAt: clock.now() + browserLimit });

  const callback = await waitForCallback(server, context);
  if (callback.kind === 'error') throw readCallbackError(callback.error);
  const { code } = callback;
  const token = await oidc.createToken(
    client,
    { grantType: 'authorization_code', code, codeVerifier, redirectUri },
    signal,
  );
  return toSsoToken(session, client, token, clock);
}

function getOutcome(error: unknown): CallbackOutcome {
  if (isAbort(error)) return 'cancelled';
  return hasErrorName(error, 'AccessDeniedException') ? 'denied' : 'failed';
}

/**
 * Signs in through the user's browser: authorization code grant with PKCE (RFC 7636) and a redirect to a free port of
 * this computer (RFC 8252). The port is released before the promise settles.
 *
 * @throws SignInTimedOutError, the errors of OidcClient, or the signal's reason.
 */
export async function signInWithPkce(context: SsoSignInContext): Promise<SsoToken> {
  const client = await registerClient(context);
  const state = createRandomText();
  const server = await openCallbackServer(state);
  try {
    const token = await receiveToken(context, client, server, state);
    await server.close('signed-in');
    return token;
  } catch (error) {
    if (hasErrorName(error, 'InvalidClientException')) context.registrations.remove(client);
    await server.close(getOutcome(error));
    throw error;
  }
}
