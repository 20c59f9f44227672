import type { Network } from '../network/network.ts';
import type { Environment } from '../profiles/profile-files.ts';
import type { Clock } from './clock.ts';
import { createOidcClient } from './oidc-client.ts';
import type { SsoSession } from './sign-in-target.ts';
import { oidcUrl } from './sso-hosts.ts';
import type { SsoToken } from './sso-token-cache.ts';
import { readSsoToken, writeSsoToken } from './sso-token-cache.ts';
import type { ReportTokenSave } from './token-save.ts';

/** A token is renewed this long before its end, as the SDK and the AWS CLI do, in milliseconds. */
const renewalMargin = 5 * 60_000;

/** A session's token as it can be used now, or why there is none. */
export type SsoTokenResult =
  | { readonly kind: 'token'; readonly token: SsoToken }
  | { readonly kind: 'never-signed-in' }
  /** `cause` is what kept it from being renewed, where that was tried. */
  | { readonly kind: 'expired'; readonly cause?: unknown };

/** Tokens of IAM Identity Center, renewed by this app: the SDK would write over the file that the AWS CLI reads at the same moment. */
export interface SsoTokenProvider {
  of(session: SsoSession, signal: AbortSignal): Promise<SsoTokenResult>;
}

interface FreshSsoTokensPorts {
  readonly environment: Environment;
  readonly network: Network;
  readonly clock: Clock;
  readonly reportTokenSave: ReportTokenSave;
}

interface Renewable extends SsoToken {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly refreshToken: string;
}

const isRenewable = (token: SsoToken): token is Renewable =>
  Boolean(token.clientId && token.clientSecret && token.refreshToken);

export function createSsoTokenProvider({
  environment,
  network,
  clock,
  reportTokenSave,
}: FreshSsoTokensPorts): SsoTokenProvider {
  /** One for all who wait: a refresh token is good once. */
  const renewals = new Map<string, Promise<SsoTokenResult>>();
  /** What could not be written is still good for this process. */
  const unwritten = new Map<string, SsoToken>();

  const left = ({ expiresAt }: SsoToken): number => expiresAt - clock.now();

  const asItIs = (token: SsoToken, cause?: unknown): SsoTokenResult =>
    left(token) > 0 ? { kind: 'token', token } : { kind: 'expired', ...(cause !== undefined && { cause }) };

  const kept = async (session: SsoSession): Promise<SsoToken | undefined> => {
    const written = await readSsoToken(environment, session.name);
    const own = unwritten.get(session.name);
    return own && (!written || written.expiresAt < own.expiresAt) ? own : written;
  };

  const renewed = async (session: SsoSession, token: Renewable, signal: AbortSignal): Promise<SsoToken> => {
    const grant = { grantType: 'refresh_token', refreshToken: token.refreshToken } as const;
    const client = { ...token, expiresAt: token.registrationExpiresAt ?? 0 };
    const issued = await createOidcClient(network, oidcUrl(session)).createToken(client, grant, signal);
    const fresh = {
      ...token,
      accessToken: issued.accessToken,
      expiresAt: clock.now() + issued.expiresIn * 1000,
      refreshToken: issued.refreshToken ?? token.refreshToken,
    };
    try {
      await writeSsoToken(environment, session.name, fresh);
      unwritten.delete(session.name);
      reportTokenSave({ kind: 'sso', session: session.name, legacy: false });
    } catch (error) {
      unwritten.set(session.name, fresh);
      reportTokenSave({ kind: 'sso', session: session.name, legacy: false }, error);
    }
    return fresh;
  };

  const renew = async (session: SsoSession, signal: AbortSignal): Promise<SsoTokenResult> => {
    // Another program may have renewed it meanwhile.
    const token = await kept(session);
    if (!token) return { kind: 'never-signed-in' };
    if (left(token) > renewalMargin || !isRenewable(token)) return asItIs(token);
    try {
      return { kind: 'token', token: await renewed(session, token, signal) };
    } catch (error) {
      signal.throwIfAborted();
      const other = await kept(session);
      return asItIs(other && other.expiresAt > token.expiresAt ? other : token, error);
    }
  };

  return {
    async of(session, signal) {
      const token = await kept(session);
      if (!token) return { kind: 'never-signed-in' };
      if (session.legacy || left(token) > renewalMargin) return asItIs(token);
      const renewal =
        renewals.get(session.name) ?? renew(session, signal).finally(() => renewals.delete(session.name));
      renewals.set(session.name, renewal);
      return renewal;
    },
  };
}
