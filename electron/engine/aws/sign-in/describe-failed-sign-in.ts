import { isThrottling, readAwsError } from '../../errors/aws-error.ts';
import { describeNetworkError } from '../../errors/describe-network-error.ts';
import type { Description } from '../../errors/description.ts';
import { EngineError } from '../../errors/engine-error.ts';
import { NotAwsError } from './send-request.ts';
import { ServiceError } from './service-error.ts';
import type { SsoSession } from './sign-in-target.ts';
import { SignInTimedOutError } from './sso-sign-in-context.ts';

const signInAgain = { action: 'sign-in' } as const;

/** Descriptions by AWS's error name (IAM Identity Center OIDC API reference, CreateToken, Errors). */
const descriptions: Readonly<Record<string, (session: SsoSession) => Description>> = {
  AccessDeniedException: ({ name }) => ({
    code: 'sign-in-needed',
    message: `The sign-in to ${name} was not allowed. Sign in again, and allow it in the browser.`,
    ...signInAgain,
  }),
  ExpiredTokenException: describeTimeout,
  InvalidGrantException: ({ name }) => ({
    code: 'sign-in-needed',
    message: `IAM Identity Center rejected the sign-in to ${name}. Sign in again.`,
    ...signInAgain,
  }),
  InvalidClientException: ({ name }) => ({
    code: 'sign-in-needed',
    message: `The registration of this app for ${name} at IAM Identity Center is no longer valid. Sign in again.`,
    ...signInAgain,
  }),
  InvalidRequestRegionException: ({ name, region }) => ({
    code: 'profile-unusable',
    message: `${name} is not in ${region}. Correct its sso_region in your AWS config.`,
  }),
  InvalidScopeException: ({ name }) => ({
    code: 'profile-unusable',
    message: `IAM Identity Center rejected the sso_registration_scopes of ${name}. Correct them in your AWS config.`,
  }),
};

function describeTimeout({ name }: SsoSession): Description {
  return {
    code: 'sign-in-needed',
    message: `The sign-in to ${name} was not completed in time. Sign in again.`,
    ...signInAgain,
  };
}

function describeServiceError(error: ServiceError, session: SsoSession): Description {
  const describeByName = descriptions[error.name];
  if (describeByName) return describeByName(session);
  if (error.status >= 500 || isThrottling(error))
    return {
      code: 'service-unavailable',
      message: `IAM Identity Center in ${session.region} reported an internal error. Sign in again in a moment.`,
      retryable: true,
      ...signInAgain,
    };
  return {
    code: 'profile-unusable',
    message: `IAM Identity Center rejected the sign-in to ${session.name}. Check its sso_start_url and sso_region in your AWS config.`,
  };
}

/** Describes a network failure. Sign-ins are not retried automatically, so the action is to sign in again. */
function describeConnectionError(
  error: unknown,
  { region }: SsoSession,
  profile: string,
): Description | undefined {
  const context = { profile, region, operation: 'Sign-in', service: 'IAM Identity Center' } as const;
  const described = describeNetworkError(readAwsError(error), context);
  return described?.action === 'retry' ? { ...described, ...signInAgain } : described;
}

function describeNotAwsError({ host, status }: NotAwsError): Description {
  return status === 407
    ? {
        code: 'proxy',
        message: 'The proxy requires a user name and password. Enter them in the network settings.',
        action: 'network-settings',
      }
    : {
        code: 'not-aws',
        message: `The response is not from ${host}; the network probably has its own sign-in page. Sign in to your network in a browser, then sign in again.`,
        ...signInAgain,
      };
}

function describe(error: unknown, session: SsoSession, profile: string): Description | undefined {
  if (error instanceof SignInTimedOutError) return describeTimeout(session);
  if (error instanceof NotAwsError) return describeNotAwsError(error);
  if (error instanceof ServiceError) return describeServiceError(error, session);
  return describeConnectionError(error, session, profile);
}

const getDetail = (error: unknown): string => {
  const { name, message, code } = readAwsError(error);
  const requestId = error instanceof ServiceError ? error.requestId : undefined;
  return [code ?? name, message, requestId === undefined ? '' : `request ${requestId}`]
    .filter((part) => part !== '')
    .join(' · ');
};

/** Describes why a sign-in to IAM Identity Center failed, with the next step and without any token or code. */
export function describeFailedSignIn(error: unknown, session: SsoSession, profile: string): EngineError {
  if (error instanceof EngineError) return new EngineError({ profile, ...error.data }, error.cause);
  const description = describe(error, session, profile) ?? {
    code: 'internal',
    message: `The sign-in to ${session.name} failed. Sign in again, or sign in with the AWS CLI.`,
    ...signInAgain,
  };
  return new EngineError({ retryable: false, profile, detail: getDetail(error), ...description }, error);
}
