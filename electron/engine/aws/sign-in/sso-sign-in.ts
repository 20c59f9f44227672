import type { SignInMethod } from '../../../../shared/models/sign-in.ts';
import { readAwsError } from '../../errors/aws-error.ts';
import { EngineError } from '../../errors/engine-error.ts';
import { isAbort } from '../../errors/to-error-data.ts';
import { tokenFolders } from '../profiles/cached-tokens.ts';
import type { Network } from '../network/network.ts';
import type { ClientRegistrations } from './client-registrations.ts';
import type { Clock } from './clock.ts';
import { describeFailedSignIn } from './describe-failed-sign-in.ts';
import { signInWithDeviceCode } from './device-sign-in.ts';
import { createOidcClient } from './oidc-client.ts';
import { signInWithPkce } from './pkce-sign-in.ts';
import type { SsoSession } from './sign-in-target.ts';
import { oidcUrl } from './sso-hosts.ts';
import type { SignInPrompt } from './sso-sign-in-context.ts';
import type { SsoToken } from './sso-token-cache.ts';
import { writeSsoToken } from './sso-token-cache.ts';
import { resolveIssuerUrl } from './start-url.ts';
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
  readonly showPrompt: (invitation: SignInPrompt) => void;
}

/** A legacy session always signs in by a code, as with the AWS CLI. */
export const selectMethod = ({ legacy }: SsoSession, wanted: SignInMethod): SignInMethod =>
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
export async function signInToSso(request: SsoSignInRequest): Promise<void> {
  const { session, profile, method, network, registrations, clock, signal, showPrompt } = request;
  try {
    const issuerUrl = await resolveIssuerUrl(network, session, signal);
    const oidc = createOidcClient(network, oidcUrl(session));
    const parts = { session, issuerUrl, oidc, registrations, clock, signal, showPrompt };
    const token = await (method === 'browser' ? signInWithPkce(parts) : signInWithDeviceCode(parts));
    signal.throwIfAborted();
    await keep(request, token);
  } catch (error) {
    signal.throwIfAborted();
    if (isAbort(error)) throw error;
    throw describeFailedSignIn(error, session, profile);
  }
}
