import { isThrottling, readAwsError, usesForeignProtocol } from '../../errors/aws-error.ts';
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
import type { AwsCredentials } from '../profiles/aws-credentials.ts';

/** A profile with a sign-in, and the region for a sign-in that names none. */
export interface SignedInRequest {
  readonly entry: ProfileEntry;
  readonly session: SignInSession;
  readonly catalog: ProfileCatalog;
  readonly region: string;
}

/** Returns the credentials of a sign-in. Never signs in. @throws EngineError that names the profile to sign in with. */
export type SignedInCredentials = (request: SignedInRequest) => Promise<AwsCredentials>;

interface SignedInPorts {
  readonly environment: Environment;
  readonly network: Network;
  readonly reportTokenSave: ReportTokenSave;
}

/** Limit in milliseconds for a renewal and the call after it; each request has a shorter limit. */
const totalTimeout = 90_000;

/** The call in which a problem with a sign-in occurred. */
interface CallPlace {
  readonly context: SignInContext;
  readonly region: string;
  readonly service: 'IAM Identity Center' | 'AWS sign-in';
}

/** Describes why the service was not reached or failed; undefined when it refused the request. */
function describeFailedCall(
  cause: unknown,
  { context, region, service }: CallPlace,
): EngineError | undefined {
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
    if (cause.status < 500 && !isThrottling(cause)) return undefined;
    return new EngineError(describeAwsError({ ...error, status: cause.status }, call), cause);
  }
  return usesForeignProtocol(error) || describeNetworkError(error, call)
    ? new EngineError(describeAwsError(error, call), cause)
    : undefined;
}

function createError(problem: SignInProblem, place: CallPlace, cause?: unknown): EngineError {
  const failedCall = cause === undefined ? undefined : describeFailedCall(cause, place);
  if (failedCall) return failedCall;
  const error = cause === undefined ? undefined : readAwsError(cause);
  return new EngineError(describeSignInProblem(problem, place.context, error), cause);
}

const classifyRefusal = (error: unknown): SignInProblem => {
  if (hasErrorName(error, 'ForbiddenException')) return 'not-assigned';
  return hasErrorName(error, 'UnauthorizedException') ? 'expired' : 'unusable';
};

/**
 * Resolves sign-ins from the token files that the AWS CLI and the SDKs share, and calls IAM Identity Center and AWS
 * sign-in directly: the SDK's providers overwrite token files in place, so that a reader can see half of a file.
 */
export function createSignedInCredentials({
  environment,
  network,
  reportTokenSave,
}: SignedInPorts): SignedInCredentials {
  const ssoTokens = createSsoTokenProvider({ environment, network, clock: systemClock, reportTokenSave });
  const loginTokens = createLoginTokenProvider({ environment, network, clock: systemClock, reportTokenSave });

  const describeMissingToken = async (
    fresh: Exclude<SsoTokenResult | LoginTokenResult, { kind: 'token' }>,
    session: SignInSession,
    place: CallPlace,
  ): Promise<EngineError> => {
    const fileProblem =
      fresh.kind === 'never-signed-in' ? await tokenFileProblem(session, environment) : undefined;
    const cause = 'cause' in fresh ? fresh.cause : undefined;
    return createError(fresh.kind, { ...place, context: { ...place.context, fileProblem } }, cause);
  };

  const getSsoCredentials = async ({
    entry,
    session,
    catalog,
    region,
  }: SignedInRequest): Promise<AwsCredentials> => {
    const { name: profile, values } = entry;
    const isLegacy = session.kind === 'sso' && session.legacy;
    const target = readSsoSession(entry, catalog, isLegacy ? undefined : session.session);
    const [roleName = '', accountId = ''] = [values.get('sso_role_name'), values.get('sso_account_id')];
    const place: CallPlace = {
      context: { profile, session: session.session, roleName, accountId },
      region: target.region || region,
      service: 'IAM Identity Center',
    };
    const signal = AbortSignal.timeout(totalTimeout);
    const fresh = await ssoTokens.getToken(target, signal);
    if (fresh.kind !== 'token') throw await describeMissingToken(fresh, session, place);
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
      throw createError(classifyRefusal(error), place, error);
    }
  };

  const getLoginCredentials = async ({
    entry,
    session,
    catalog,
    region,
  }: SignedInRequest): Promise<AwsCredentials> => {
    const { name: profile, values } = entry;
    const token = await readLoginToken(environment, session.session);
    const signInRegion = token?.signInRegion ?? (values.get('region') || region);
    const { endpoint, ...options } = endpointOptions('signin', entry, catalog);
    const url = (endpoint ?? `https://${signInHost(signInRegion, options)}`).replace(/\/+$/, '');
    const fresh = await loginTokens.getToken(
      { name: session.session, url },
      AbortSignal.timeout(totalTimeout),
    );
    if (fresh.kind === 'token') {
      const { accessKeyId, secretAccessKey, sessionToken, accountId, expiresAt } = fresh.token.accessToken;
      return { accessKeyId, secretAccessKey, sessionToken, accountId, expiration: new Date(expiresAt) };
    }
    const context = { profile, session: 'the AWS console', roleName: undefined, accountId: undefined };
    const place: CallPlace = { context, region: signInRegion, service: 'AWS sign-in' };
    throw await describeMissingToken(fresh, session, place);
  };

  return (request) =>
    request.session.kind === 'sso' ? getSsoCredentials(request) : getLoginCredentials(request);
}
