import type { SignInMethod } from '../../../../shared/models/sign-in.ts';
import { readAwsError } from '../../errors/aws-error.ts';
import { EngineError } from '../../errors/engine-error.ts';
import { isAbort } from '../../errors/to-error-data.ts';
import { tokenFolders } from '../profiles/cached-tokens.ts';
import type { Network } from '../network/network.ts';
import type { ClientRegistrations } from './client-registrations.ts';
import type { Clock } from './clock.ts';
import { describeFailedSignIn } from './describe-failed-sign-in.ts';
import { deviceSignIn } from './device-sign-in.ts';
import { oidcClient } from './oidc-client.ts';
import { pkceSignIn } from './pkce-sign-in.ts';
import type { SsoSession } from './sign-in-target.ts';
import { oidcUrl } from './sso-hosts.ts';
import type { Invitation } from './sso-sign-in-parts.ts';
import type { SsoToken } from './sso-token-cache.ts';
import { writeSsoToken } from './sso-token-cache.ts';
import { issuerOf } from './start-url.ts';
import type { Environment } from '../profiles/profile-files.ts';

export interface SsoSignInRequest {
  readonly session: SsoSession;
  /** The profile that errors name. */
  readonly profile: string;
  readonly method: SignInMethod;
  readonly environment: Environment;
  readonly network: Network;
  readonly registrations: ClientRegistrations;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly invite: (invitation: Invitation) => void;
}

/** A legacy session always signs in by a code, as with the AWS CLI. */
export const methodFor = ({ legacy }: SsoSession, wanted: SignInMethod): SignInMethod =>
  legacy ? 'code' : wanted;

async function keep({ environment, session }: SsoSignInRequest, token: SsoToken): Promise<void> {
  try {
    await writeSsoToken(environment, session.name, token);
  } catch (error) {
    const { code, name } = readAwsError(error);
    throw new EngineError(
      {
        code: 'internal',
        message: `You signed in to ${session.name}, but that could not be kept in ${tokenFolders(environment).sso}. See that you may write there, then sign in again.`,
        retryable: false,
        action: 'sign-in',
        detail: code ?? name,
      },
      error,
    );
  }
}

/**
 * Signs in to a session of IAM Identity Center and keeps its token where the AWS CLI and the SDK look for it.
 *
 * @throws EngineError, or the signal's reason.
 */
export async function ssoSignIn(request: SsoSignInRequest): Promise<void> {
  const { session, profile, method, network, registrations, clock, signal, invite } = request;
  try {
    const issuerUrl = await issuerOf(network, session, signal);
    const oidc = oidcClient(network, oidcUrl(session));
    const parts = { session, issuerUrl, oidc, registrations, clock, signal, invite };
    const token = await (method === 'browser' ? pkceSignIn(parts) : deviceSignIn(parts));
    signal.throwIfAborted();
    await keep(request, token);
  } catch (error) {
    signal.throwIfAborted();
    if (isAbort(error)) throw error;
    throw describeFailedSignIn(error, session, profile);
  }
}
