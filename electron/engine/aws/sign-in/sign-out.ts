import { EngineError } from '../../errors/engine-error.ts';
import { readAwsError } from '../../errors/aws-error.ts';
import type { Network } from '../network/network.ts';
import { createPortalClient } from './portal-client.ts';
import { hasErrorName } from './service-error.ts';
import type { SsoSession } from './sign-in-target.ts';
import { portalUrl } from './sso-hosts.ts';
import { deleteSsoToken, readSsoToken } from './sso-token-cache.ts';
import type { Environment } from '../profiles/profile-files.ts';

/** What went wrong at AWS; undefined when the session is over there, or was already. */
async function endAtAws(
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
 * Ends one session of IAM Identity Center: at AWS, and by deleting its token, which the AWS CLI uses too. `aws sso logout`
 * would end them all.
 *
 * @throws EngineError when AWS could not be told; the token is deleted all the same.
 */
export async function signOut(
  environment: Environment,
  network: Network,
  session: SsoSession,
  signal: AbortSignal,
): Promise<void> {
  const token = await readSsoToken(environment, session.name);
  const failed = token ? await endAtAws(network, session, token.accessToken, signal) : undefined;
  await deleteSsoToken(environment, session.name);
  if (failed === undefined) return;
  const { name, message, code } = readAwsError(failed);
  throw new EngineError(
    {
      code: 'network',
      message: `You are signed out of ${session.name} on this computer, but IAM Identity Center could not be told. It ends the session by itself when its time is over.`,
      retryable: false,
      detail: `Logout: ${code ?? name} · ${message}`,
    },
    failed,
  );
}
