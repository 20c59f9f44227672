import { EngineError } from '../../errors/engine-error.ts';
import { readAwsError } from '../../errors/aws-error.ts';
import type { Network } from '../network/network.ts';
import { createPortalClient } from './portal-client.ts';
import { hasErrorName } from './service-error.ts';
import type { SsoSession } from './sign-in-target.ts';
import { portalUrl } from './sso-hosts.ts';
import { deleteSsoToken, readSsoToken } from './sso-token-cache.ts';
import type { Environment } from '../profiles/profile-files.ts';

/** Ends the session at AWS; returns the error if that failed. A session that AWS no longer has is not an error. */
async function logOut(
  network: Network,
  session: SsoSession,
  accessToken: string,
  signal: AbortSignal,
): Promise<unknown> {
  try {
    await createPortalClient(network, portalUrl(session)).logout(accessToken, signal);
    return undefined;
  } catch (error) {
    return hasErrorName(error, 'UnauthorizedException') ? undefined : error;
  }
}

/**
 * Ends one session of IAM Identity Center at AWS and deletes its token, which the AWS CLI uses too. `aws sso logout`
 * ends all sessions.
 *
 * @throws EngineError when the session cannot be ended at AWS; the token is deleted in any case.
 */
export async function signOut(
  environment: Environment,
  network: Network,
  session: SsoSession,
  signal: AbortSignal,
): Promise<void> {
  const token = await readSsoToken(environment, session.name);
  const error = token ? await logOut(network, session, token.accessToken, signal) : undefined;
  await deleteSsoToken(environment, session.name);
  if (error === undefined) return;
  const { name, message, code } = readAwsError(error);
  throw new EngineError(
    {
      code: 'network',
      message: `You are signed out of ${session.name} on this computer, but IAM Identity Center cannot be reached. The session ends there when it expires.`,
      retryable: false,
      detail: `Logout: ${code ?? name} · ${message}`,
    },
    error,
  );
}
