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

/** As for sessions of IAM Identity Center, in milliseconds. */
const renewalMargin = 5 * 60_000;

/** Where a sign-in is prolonged: without a slash at its end. */
export interface LoginSession {
  readonly name: string;
  readonly url: string;
}

/** A sign-in as it can be used now, or why there is none. */
export type LoginTokenResult =
  | { readonly kind: 'token'; readonly token: LoginToken }
  | { readonly kind: 'never-signed-in' }
  | { readonly kind: 'not-permitted'; readonly cause: unknown }
  | { readonly kind: 'expired'; readonly cause: unknown };

/** Sign-ins by `aws login`, prolonged by this app: the SDK would write over the file that the AWS CLI reads at the same moment. */
export interface LoginTokenProvider {
  of(session: LoginSession, signal: AbortSignal): Promise<LoginTokenResult>;
}

interface FreshLoginTokensPorts {
  readonly environment: Environment;
  readonly network: Network;
  readonly clock: Clock;
  readonly reportTokenSave: ReportTokenSave;
}

/** The answer of CreateOAuth2Token (API model of AWS sign-in). */
const issued = z.object({
  accessToken: z.object({
    accessKeyId: z.string().min(1),
    secretAccessKey: z.string().min(1),
    sessionToken: z.string().min(1),
  }),
  expiresIn: z.number().positive(),
  refreshToken: z.string().min(1),
});

const refusal = z.object({ error: z.string() });

/** The service says why within its one error. */
class LoginRefused extends Error {
  override readonly name = 'AccessDeniedException';
  readonly isPermission: boolean;

  constructor(reason: string) {
    super(reason);
    this.isPermission = reason === 'INSUFFICIENT_PERMISSIONS';
  }
}

const expiry = ({ accessToken }: LoginToken): number => Date.parse(accessToken.expiresAt);

export function createLoginTokenProvider({
  environment,
  network,
  clock,
  reportTokenSave,
}: FreshLoginTokensPorts): LoginTokenProvider {
  /** One for all who wait: a refresh token is good once. */
  const renewals = new Map<string, Promise<LoginTokenResult>>();
  /** What could not be written is still good for this process. */
  const unwritten = new Map<string, LoginToken>();

  const kept = async ({ name }: LoginSession): Promise<LoginToken | undefined> => {
    const written = await readLoginToken(environment, name);
    const own = unwritten.get(name);
    return own && (!written || expiry(written) < expiry(own)) ? own : written;
  };

  const prolonged = async (
    { name, url }: LoginSession,
    token: LoginToken,
    signal: AbortSignal,
  ): Promise<LoginToken> => {
    const target = `${url}/v1/token`;
    const answer = await sendRequest(network, {
      method: 'POST',
      url: target,
      headers: { dpop: createDpopProof(token.dpopKey, 'POST', target, clock.now()) },
      body: { clientId: token.clientId, refreshToken: token.refreshToken, grantType: 'refresh_token' },
      signal,
    });
    if (answer.status !== 200) {
      const error = readServiceError(target, answer, [token.refreshToken]);
      const refused = refusal.safeParse(readJson(target, answer));
      throw error.name === 'AccessDeniedException' && refused.success
        ? new LoginRefused(refused.data.error)
        : error;
    }
    const { success, data } = issued.safeParse(readJson(target, answer));
    if (!success) throw new NotAwsError(target, answer.status);
    knownSecrets.remember(data.refreshToken, data.accessToken.secretAccessKey, data.accessToken.sessionToken);
    const expiresAt = new Date(clock.now() + data.expiresIn * 1000).toISOString();
    const fresh = {
      ...token,
      accessToken: { ...token.accessToken, ...data.accessToken, expiresAt },
      refreshToken: data.refreshToken,
    };
    try {
      await writeLoginToken(environment, name, fresh);
      unwritten.delete(name);
      reportTokenSave({ kind: 'login', session: name });
    } catch (error) {
      unwritten.set(name, fresh);
      reportTokenSave({ kind: 'login', session: name }, error);
    }
    return fresh;
  };

  const renew = async (session: LoginSession, signal: AbortSignal): Promise<LoginTokenResult> => {
    // Another program may have prolonged it meanwhile.
    const token = await kept(session);
    if (!token) return { kind: 'never-signed-in' };
    if (expiry(token) - clock.now() > renewalMargin) return { kind: 'token', token };
    try {
      return { kind: 'token', token: await prolonged(session, token, signal) };
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof LoginRefused)
        return { kind: error.isPermission ? 'not-permitted' : 'expired', cause: error };
      const other = (await kept(session)) ?? token;
      return expiry(other) > clock.now()
        ? { kind: 'token', token: other }
        : { kind: 'expired', cause: error };
    }
  };

  return {
    async of(session, signal) {
      const token = await kept(session);
      if (!token) return { kind: 'never-signed-in' };
      if (expiry(token) - clock.now() > renewalMargin) return { kind: 'token', token };
      const renewal =
        renewals.get(session.name) ?? renew(session, signal).finally(() => renewals.delete(session.name));
      renewals.set(session.name, renewal);
      return renewal;
    },
  };
}
