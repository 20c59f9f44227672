import { z } from 'zod';
import { knownSecrets } from '../../redaction/known-secrets.ts';
import type { Network } from '../network/network.ts';
import type { Environment } from '../profiles/profile-files.ts';
import type { Clock } from './clock.ts';
import { createDpopProof } from './dpop-proof.ts';
import { sendRequest, NotAwsError, readJson } from './send-request.ts';
import type { LoginToken } from './login-token-cache.ts';
import { readLoginToken, writeLoginToken } from './login-token-cache.ts';
import type { ReportTokenSave } from './token-save.ts';
import { createSingleFlight } from '../../async/single-flight.ts';
import { createSavedTokens } from './saved-tokens.ts';
import { readServiceError } from './service-error.ts';

/** Milliseconds before expiry from which a token is refreshed, as for sessions of IAM Identity Center. */
const refreshMargin = 5 * 60_000;

/** A `login_session` of a profile. */
export interface LoginSession {
  readonly name: string;
  /** Endpoint of the AWS sign-in service, without a trailing slash. */
  readonly url: string;
}

/** A valid token, or why there is none. */
export type LoginTokenResult =
  | { readonly kind: 'token'; readonly token: LoginToken }
  | { readonly kind: 'never-signed-in' }
  | { readonly kind: 'not-permitted'; readonly cause: unknown }
  | { readonly kind: 'expired'; readonly cause: unknown };

/**
 * Provides the tokens of sign-ins by `aws login`. Refreshes them itself because the SDK overwrites the token file in
 * place, so that the AWS CLI can read an incomplete file.
 */
export interface LoginTokenProvider {
  getToken(session: LoginSession, signal: AbortSignal): Promise<LoginTokenResult>;
}

interface LoginTokenProviderPorts {
  readonly environment: Environment;
  readonly network: Network;
  readonly clock: Clock;
  readonly reportTokenSave: ReportTokenSave;
}

/** The response of CreateOAuth2Token (API model of AWS sign-in). */
const tokenResponse = z.object({
  accessToken: z.object({
    accessKeyId: z.string().min(1),
    secretAccessKey: z.string().min(1),
    sessionToken: z.string().min(1),
  }),
  expiresIn: z.number().positive(),
  refreshToken: z.string().min(1),
});

const errorResponse = z.object({ error: z.string() });

/** The service has one error name for all reasons and returns the reason in the body. */
class RefreshDeniedError extends Error {
  override readonly name = 'AccessDeniedException';
  readonly isMissingPermission: boolean;

  constructor(reason: string) {
    super(reason);
    this.isMissingPermission = reason === 'INSUFFICIENT_PERMISSIONS';
  }
}

const getExpiry = ({ accessToken }: LoginToken): number => Date.parse(accessToken.expiresAt);

export function createLoginTokenProvider({
  environment,
  network,
  clock,
  reportTokenSave,
}: LoginTokenProviderPorts): LoginTokenProvider {
  // Concurrent callers share one refresh: a refresh token can be used once.
  const refreshOnce = createSingleFlight<LoginTokenResult>();
  const tokens = createSavedTokens<LoginToken>({
    readFile: (session) => readLoginToken(environment, session),
    writeFile: (session, token) => writeLoginToken(environment, session, token),
    getExpiry,
    onSave: (session, error) => reportTokenSave({ kind: 'login', session }, error),
  });

  const requestToken = async (
    { name, url }: LoginSession,
    token: LoginToken,
    signal: AbortSignal,
  ): Promise<LoginToken> => {
    const tokenUrl = `${url}/v1/token`;
    const response = await sendRequest(network, {
      method: 'POST',
      url: tokenUrl,
      headers: { dpop: createDpopProof(token.dpopKey, 'POST', tokenUrl, clock.now()) },
      body: { clientId: token.clientId, refreshToken: token.refreshToken, grantType: 'refresh_token' },
      signal,
    });
    if (response.status !== 200) {
      const error = readServiceError(tokenUrl, response, [token.refreshToken]);
      const parsed = errorResponse.safeParse(readJson(tokenUrl, response));
      throw error.name === 'AccessDeniedException' && parsed.success
        ? new RefreshDeniedError(parsed.data.error)
        : error;
    }
    const { success, data } = tokenResponse.safeParse(readJson(tokenUrl, response));
    if (!success) throw new NotAwsError(tokenUrl, response.status);
    knownSecrets.remember(data.refreshToken, data.accessToken.secretAccessKey, data.accessToken.sessionToken);
    const expiresAt = new Date(clock.now() + data.expiresIn * 1000).toISOString();
    const refreshed = {
      ...token,
      accessToken: { ...token.accessToken, ...data.accessToken, expiresAt },
      refreshToken: data.refreshToken,
    };
    await tokens.save(name, refreshed);
    return refreshed;
  };

  const refresh = async (session: LoginSession, signal: AbortSignal): Promise<LoginTokenResult> => {
    // Read again: another program can refresh the token at the same time.
    const token = await tokens.read(session.name);
    if (!token) return { kind: 'never-signed-in' };
    if (getExpiry(token) - clock.now() > refreshMargin) return { kind: 'token', token };
    try {
      return { kind: 'token', token: await requestToken(session, token, signal) };
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof RefreshDeniedError)
        return { kind: error.isMissingPermission ? 'not-permitted' : 'expired', cause: error };
      const current = (await tokens.read(session.name)) ?? token;
      return getExpiry(current) > clock.now()
        ? { kind: 'token', token: current }
        : { kind: 'expired', cause: error };
    }
  };

  return {
    async getToken(session, signal) {
      const token = await tokens.read(session.name);
      if (!token) return { kind: 'never-signed-in' };
      if (getExpiry(token) - clock.now() > refreshMargin) return { kind: 'token', token };
      return refreshOnce(session.name, () => refresh(session, signal));
    },
  };
}
