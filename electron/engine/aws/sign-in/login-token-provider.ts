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

interface FreshLoginTokensPorts {
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

const expiryOf = ({ accessToken }: LoginToken): number => Date.parse(accessToken.expiresAt);

export function createLoginTokenProvider({
  environment,
  network,
  clock,
  reportTokenSave,
}: FreshLoginTokensPorts): LoginTokenProvider {
  /** Concurrent callers share one refresh: a refresh token can be used once. */
  const refreshes = new Map<string, Promise<LoginTokenResult>>();
  /** Refreshed tokens whose file could not be written; they remain valid for this process. */
  const unsavedTokens = new Map<string, LoginToken>();

  const readToken = async ({ name }: LoginSession): Promise<LoginToken | undefined> => {
    const saved = await readLoginToken(environment, name);
    const unsaved = unsavedTokens.get(name);
    return unsaved && (!saved || expiryOf(saved) < expiryOf(unsaved)) ? unsaved : saved;
  };

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
    try {
      await writeLoginToken(environment, name, refreshed);
      unsavedTokens.delete(name);
      reportTokenSave({ kind: 'login', session: name });
    } catch (error) {
      unsavedTokens.set(name, refreshed);
      reportTokenSave({ kind: 'login', session: name }, error);
    }
    return refreshed;
  };

  const refresh = async (session: LoginSession, signal: AbortSignal): Promise<LoginTokenResult> => {
    // Read again: another program can refresh the token at the same time.
    const token = await readToken(session);
    if (!token) return { kind: 'never-signed-in' };
    if (expiryOf(token) - clock.now() > refreshMargin) return { kind: 'token', token };
    try {
      return { kind: 'token', token: await requestToken(session, token, signal) };
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof RefreshDeniedError)
        return { kind: error.isMissingPermission ? 'not-permitted' : 'expired', cause: error };
      const current = (await readToken(session)) ?? token;
      return expiryOf(current) > clock.now()
        ? { kind: 'token', token: current }
        : { kind: 'expired', cause: error };
    }
  };

  return {
    async getToken(session, signal) {
      const token = await readToken(session);
      if (!token) return { kind: 'never-signed-in' };
      if (expiryOf(token) - clock.now() > refreshMargin) return { kind: 'token', token };
      const pending =
        refreshes.get(session.name) ?? refresh(session, signal).finally(() => refreshes.delete(session.name));
      refreshes.set(session.name, pending);
      return pending;
    },
  };
}
