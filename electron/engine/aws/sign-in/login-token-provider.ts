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
import type { TokenResult } from './renewed-tokens.ts';
import { createRenewedTokens } from './renewed-tokens.ts';

/** A `login_session` of a profile. */
export interface LoginSession {
  readonly name: string;
  /** Endpoint of the AWS sign-in service, without a trailing slash. */
  readonly url: string;
}

/** A valid token, or why there is none. */
export type LoginTokenResult =
  | TokenResult<LoginToken>
  | { readonly kind: 'not-permitted'; readonly cause: unknown };

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

/** Creates a provider. After a refresh that AWS denies, a token that is still valid is not returned either. */
export function createLoginTokenProvider({
  environment,
  network,
  clock,
  reportTokenSave,
}: LoginTokenProviderPorts): LoginTokenProvider {
  const tokens = createRenewedTokens<LoginToken>({
    clock,
    readFile: (session) => readLoginToken(environment, session),
    writeFile: (session, token) => writeLoginToken(environment, session, token),
    getExpiry: ({ accessToken }) => Date.parse(accessToken.expiresAt),
    onSave: (session, error) => reportTokenSave({ kind: 'login', session }, error),
  });

  const requestToken = async (
    { url }: LoginSession,
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
    return {
      ...token,
      accessToken: { ...token.accessToken, ...data.accessToken, expiresAt },
      refreshToken: data.refreshToken,
    };
  };

  return {
    async getToken(session, signal) {
      const result = await tokens.get(session.name, {
        prepare: (token) => () => requestToken(session, token, signal),
        isFinal: (error) => error instanceof RefreshDeniedError,
        signal,
      });
      const cause = result.kind === 'expired' ? result.cause : undefined;
      return cause instanceof RefreshDeniedError && cause.isMissingPermission
        ? { kind: 'not-permitted', cause }
        : result;
    },
  };
}
