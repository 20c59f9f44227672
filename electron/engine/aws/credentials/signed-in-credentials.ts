import { readAwsError } from '../../errors/aws-error.ts';
import { describeAwsError } from '../../errors/describe-aws-error.ts';
import { describeNetworkError } from '../../errors/describe-network-error.ts';
import type { SignInContext, SignInProblem } from '../../errors/describe-sign-in-error.ts';
import { describeSignInProblem } from '../../errors/describe-sign-in-error.ts';
import { EngineError } from '../../errors/engine-error.ts';
import { isAbort } from '../../errors/to-error-data.ts';
import { endpointOptions } from '../profiles/custom-endpoint.ts';
import type { Network } from '../network/network.ts';
import { signInHost } from '../network/sign-in-host.ts';
import type { SignInSession } from '../profiles/cached-tokens.ts';
import { tokenFileProblem } from '../profiles/cached-tokens.ts';
import type { ProfileCatalog, ProfileEntry } from '../profiles/profile-catalog.ts';
import type { Environment } from '../profiles/profile-files.ts';
import { systemClock } from '../sign-in/clock.ts';
import { NotAwsError } from '../sign-in/send-request.ts';
import type { LoginTokenResult } from '../sign-in/login-token-provider.ts';
import { createLoginTokenProvider } from '../sign-in/login-token-provider.ts';
import type { SsoTokenResult } from '../sign-in/sso-token-provider.ts';
import { createSsoTokenProvider } from '../sign-in/sso-token-provider.ts';
import { readLoginToken } from '../sign-in/login-token-cache.ts';
import { createPortalClient } from '../sign-in/portal-client.ts';
import type { ReportTokenSave } from '../sign-in/token-save.ts';
import { hasErrorName, ServiceError } from '../sign-in/service-error.ts';
import { readSsoSession } from '../sign-in/sign-in-target.ts';
import { portalUrl } from '../sign-in/sso-hosts.ts';
import type { AwsCredentials } from './aws-credentials.ts';

/** The profile that holds a sign-in, and where it is used from. */
export interface SignedInRequest {
  readonly entry: ProfileEntry;
  readonly session: SignInSession;
  readonly catalog: ProfileCatalog;
  readonly region: string;
}

/** Gives the credentials of a sign-in; never signs in. */
export type SignedInCredentials = (request: SignedInRequest) => Promise<AwsCredentials>;

interface SignedInPorts {
  readonly environment: Environment;
  readonly network: Network;
  readonly reportTokenSave: ReportTokenSave;
}

/** Milliseconds that a renewal and the call after it may take; each request has its own, shorter limit. */
const longest = 90_000;

/** Where a problem with a sign-in arose. */
interface Where {
  readonly context: SignInContext;
  readonly region: string;
  readonly service: 'IAM Identity Center' | 'AWS sign-in';
}

/** Why the service was not reached or failed by itself; undefined when it said no. */
function describeFailedCall(cause: unknown, { context, region, service }: Where): EngineError | undefined {
  if (cause instanceof EngineError) return cause;
  const { profile } = context;
  const call = { profile, region, operation: 'Sign-in', service };
  if (cause instanceof NotAwsError) {
    const isProxy = cause.status === 407;
    const error = readAwsError({
      name: 'Unknown',
      message: `HTTP ${cause.status}`,
      $metadata: { httpStatusCode: cause.status },
      $response: { headers: { 'content-type': isProxy ? '' : 'text/html' } },
    });
    return new EngineError(describeAwsError(error, call), cause);
  }
  const error = readAwsError(cause);
  if (cause instanceof ServiceError) {
    if (cause.status < 500 && cause.status !== 429) return undefined;
    return new EngineError(describeAwsError({ ...error, status: cause.status }, call), cause);
  }
  return describeNetworkError(error, call) && new EngineError(describeAwsError(error, call), cause);
}

function failure(problem: SignInProblem, where: Where, cause?: unknown): EngineError {
  const failedCall = cause === undefined ? undefined : describeFailedCall(cause, where);
  if (failedCall) return failedCall;
  const error = cause === undefined ? undefined : readAwsError(cause);
  return new EngineError(describeSignInProblem(problem, where.context, error), cause);
}

const problemOfCall = (error: unknown): SignInProblem => {
  if (hasErrorName(error, 'ForbiddenException')) return 'not-assigned';
  return hasErrorName(error, 'UnauthorizedException') ? 'expired' : 'unusable';
};

/**
 * Resolves sign-ins from the files that the AWS CLI and the SDKs share, and asks IAM Identity Center and AWS sign-in
 * itself: the SDK's own providers write renewed tokens in place, where a reader may see half of one.
 */
export function createSignedInCredentials({
  environment,
  network,
  reportTokenSave,
}: SignedInPorts): SignedInCredentials {
  const ssoTokens = createSsoTokenProvider({ environment, network, clock: systemClock, reportTokenSave });
  const loginTokens = createLoginTokenProvider({ environment, network, clock: systemClock, reportTokenSave });

  const noToken = async (
    fresh: Exclude<SsoTokenResult | LoginTokenResult, { kind: 'token' }>,
    session: SignInSession,
    where: Where,
  ): Promise<EngineError> => {
    const fileProblem =
      fresh.kind === 'never-signed-in' ? await tokenFileProblem(session, environment) : undefined;
    const cause = 'cause' in fresh ? fresh.cause : undefined;
    return failure(fresh.kind, { ...where, context: { ...where.context, fileProblem } }, cause);
  };

  const ofSso = async ({ entry, session, catalog, region }: SignedInRequest): Promise<AwsCredentials> => {
    const { name: profile, values } = entry;
    const isLegacy = session.kind === 'sso' && session.legacy;
    const target = readSsoSession(entry, catalog, isLegacy ? undefined : session.session);
    const [roleName = '', accountId = ''] = [values.get('sso_role_name'), values.get('sso_account_id')];
    const where: Where = {
      context: { profile, session: session.session, roleName, accountId },
      region: target.region || region,
      service: 'IAM Identity Center',
    };
    const signal = AbortSignal.timeout(longest);
    const fresh = await ssoTokens.getToken(target, signal);
    if (fresh.kind !== 'token') throw await noToken(fresh, session, where);
    try {
      const { accessToken } = fresh.token;
      const role = { accountId, roleName };
      return await createPortalClient(network, portalUrl(target)).getRoleCredentials(
        accessToken,
        role,
        signal,
      );
    } catch (error) {
      if (isAbort(error)) throw error;
      throw failure(problemOfCall(error), where, error);
    }
  };

  const ofLogin = async ({ entry, session, catalog, region }: SignedInRequest): Promise<AwsCredentials> => {
    const { name: profile, values } = entry;
    const kept = await readLoginToken(environment, session.session);
    const home = kept?.signInRegion ?? (values.get('region') || region);
    const { endpoint, ...options } = endpointOptions('signin', entry, catalog);
    const url = (endpoint ?? `https://${signInHost(home, options)}`).replace(/\/+$/, '');
    const fresh = await loginTokens.getToken({ name: session.session, url }, AbortSignal.timeout(longest));
    if (fresh.kind === 'token') {
      const { accessKeyId, secretAccessKey, sessionToken, accountId, expiresAt } = fresh.token.accessToken;
      return { accessKeyId, secretAccessKey, sessionToken, accountId, expiration: new Date(expiresAt) };
    }
    const context = { profile, session: 'the AWS console', roleName: undefined, accountId: undefined };
    const where: Where = { context, region: home, service: 'AWS sign-in' };
    throw await noToken(fresh, session, where);
  };

  return (request) => (request.session.kind === 'sso' ? ofSso(request) : ofLogin(request));
}
