import type { Network } from '../network/network.ts';
import type { Environment } from '../profiles/profile-files.ts';
import type { Clock } from './clock.ts';
import { createOidcClient } from './oidc-client.ts';
import type { SsoSession } from './sign-in-target.ts';
import { oidcUrl } from './sso-hosts.ts';
import type { SsoToken } from './sso-token-cache.ts';
import { readSsoToken, writeSsoToken } from './sso-token-cache.ts';
import type { ReportTokenSave } from './token-save.ts';
import { createSingleFlight } from '../../async/single-flight.ts';
import { createSavedTokens } from './saved-tokens.ts';

/** Milliseconds before expiry from which a token is refreshed, as in the SDK and the AWS CLI. */
const refreshMargin = 5 * 60_000;

/** A valid token, or why there is none. */
export type SsoTokenResult =
  | { readonly kind: 'token'; readonly token: SsoToken }
  | { readonly kind: 'never-signed-in' }
  /** `cause` is the error of the refresh, if there was one. */
  | { readonly kind: 'expired'; readonly cause?: unknown };

/**
 * Provides the tokens of IAM Identity Center. Refreshes them itself because the SDK overwrites the token file in place,
 * so that the AWS CLI can read an incomplete file.
 */
export interface SsoTokenProvider {
  getToken(session: SsoSession, signal: AbortSignal): Promise<SsoTokenResult>;
}

interface SsoTokenProviderPorts {
  readonly environment: Environment;
  readonly network: Network;
  readonly clock: Clock;
  readonly reportTokenSave: ReportTokenSave;
}

interface RefreshableToken extends SsoToken {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly refreshToken: string;
}

const isRefreshable = (token: SsoToken): token is RefreshableToken =>
  Boolean(token.clientId && token.clientSecret && token.refreshToken);

export function createSsoTokenProvider({
  environment,
  network,
  clock,
  reportTokenSave,
}: SsoTokenProviderPorts): SsoTokenProvider {
  // Concurrent callers share one refresh: a refresh token can be used once.
  const refreshOnce = createSingleFlight<SsoTokenResult>();
  const tokens = createSavedTokens<SsoToken>({
    readFile: (session) => readSsoToken(environment, session),
    writeFile: (session, token) => writeSsoToken(environment, session, token),
    getExpiry: ({ expiresAt }) => expiresAt,
    onSave: (session, error) => reportTokenSave({ kind: 'sso', session, legacy: false }, error),
  });

  const timeLeft = ({ expiresAt }: SsoToken): number => expiresAt - clock.now();

  const toResult = (token: SsoToken, cause?: unknown): SsoTokenResult =>
    timeLeft(token) > 0
      ? { kind: 'token', token }
      : { kind: 'expired', ...(cause !== undefined && { cause }) };

  const requestToken = async (
    session: SsoSession,
    token: RefreshableToken,
    signal: AbortSignal,
  ): Promise<SsoToken> => {
    const grant = { grantType: 'refresh_token', refreshToken: token.refreshToken } as const;
    const client = { ...token, expiresAt: token.registrationExpiresAt ?? 0 };
    const issued = await createOidcClient(network, oidcUrl(session)).createToken(client, grant, signal);
    const refreshed = {
      ...token,
      accessToken: issued.accessToken,
      expiresAt: clock.now() + issued.expiresIn * 1000,
      refreshToken: issued.refreshToken ?? token.refreshToken,
    };
    await tokens.save(session.name, refreshed);
    return refreshed;
  };

  const refresh = async (session: SsoSession, signal: AbortSignal): Promise<SsoTokenResult> => {
    // Read again: another program can refresh the token at the same time.
    const token = await tokens.read(session.name);
    if (!token) return { kind: 'never-signed-in' };
    if (timeLeft(token) > refreshMargin || !isRefreshable(token)) return toResult(token);
    try {
      return { kind: 'token', token: await requestToken(session, token, signal) };
    } catch (error) {
      signal.throwIfAborted();
      const current = await tokens.read(session.name);
      return toResult(current && current.expiresAt > token.expiresAt ? current : token, error);
    }
  };

  return {
    async getToken(session, signal) {
      const token = await tokens.read(session.name);
      if (!token) return { kind: 'never-signed-in' };
      if (session.legacy || timeLeft(token) > refreshMargin) return toResult(token);
      return refreshOnce(session.name, () => refresh(session, signal));
    },
  };
}
