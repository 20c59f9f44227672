import type { Network } from '../network/network.ts';
import type { Environment } from '../profiles/profile-files.ts';
import type { Clock } from './clock.ts';
import { createOidcClient } from './oidc-client.ts';
import type { SsoSession } from './sign-in-target.ts';
import { oidcUrl } from './sso-hosts.ts';
import type { SsoToken } from './sso-token-cache.ts';
import { readSsoToken, writeSsoToken } from './sso-token-cache.ts';
import type { ReportTokenSave } from './token-save.ts';
import type { TokenResult } from './renewed-tokens.ts';
import { createRenewedTokens } from './renewed-tokens.ts';

export type SsoTokenResult = TokenResult<SsoToken>;

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

/** Creates a provider. A token is refreshed with the client registration in its file; that of a legacy session never. */
export function createSsoTokenProvider({
  environment,
  network,
  clock,
  reportTokenSave,
}: SsoTokenProviderPorts): SsoTokenProvider {
  const tokens = createRenewedTokens<SsoToken>({
    clock,
    readFile: (session) => readSsoToken(environment, session),
    writeFile: (session, token) => writeSsoToken(environment, session, token),
    getExpiry: ({ expiresAt }) => expiresAt,
    onSave: (session, error) => reportTokenSave({ kind: 'sso', session, legacy: false }, error),
  });

  const requestToken = async (
    session: SsoSession,
    token: RefreshableToken,
    signal: AbortSignal,
  ): Promise<SsoToken> => {
    const grant = { grantType: 'refresh_token', refreshToken: token.refreshToken } as const;
    const client = { ...token, expiresAt: token.registrationExpiresAt ?? 0 };
    const issued = await createOidcClient(network, oidcUrl(session)).createToken(client, grant, signal);
    return {
      ...token,
      accessToken: issued.accessToken,
      expiresAt: clock.now() + issued.expiresIn * 1000,
      refreshToken: issued.refreshToken ?? token.refreshToken,
    };
  };

  return {
    getToken: (session, signal) =>
      tokens.get(session.name, {
        prepare: (token) =>
          session.legacy || !isRefreshable(token) ? undefined : () => requestToken(session, token, signal),
        signal,
      }),
  };
}
