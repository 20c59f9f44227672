import { readAwsError } from '../../errors/aws-error.ts';
import { describeNetworkError } from '../../errors/describe-network-error.ts';
import type { Description } from '../../errors/description.ts';
import { EngineError } from '../../errors/engine-error.ts';
import { NotAwsError } from './send-request.ts';
import { ServiceError } from './service-error.ts';
import type { SsoSession } from './sign-in-target.ts';
import { SignInTimedOutError } from './sso-sign-in-context.ts';

const again = { action: 'sign-in' } as const;
const regionProblem = 'InvalidRequestRegionException';

/** Sentences by AWS's error name (SSO OIDC's errors); others are told in AWS's words. */
const refusals: Readonly<Record<string, (session: SsoSession) => Description>> = {
  AccessDeniedException: ({ name }) => ({
    code: 'sign-in-needed',
    message: `The sign-in to ${name} was not allowed. Sign in again, and allow it in the browser.`,
    ...again,
  }),
  ExpiredTokenException: tooLate,
  InvalidGrantException: ({ name }) => ({
    code: 'sign-in-needed',
    message: `IAM Identity Center did not accept the sign-in to ${name}. Sign in again.`,
    ...again,
  }),
  InvalidClientException: ({ name }) => ({
    code: 'sign-in-needed',
    message: `IAM Identity Center no longer knew this app when you signed in to ${name}. Sign in again.`,
    ...again,
  }),
  [regionProblem]: ({ name, region }) => ({
    code: 'profile-unusable',
    message: `${name} is not in ${region}. Correct its sso_region in your AWS config.`,
  }),
  InvalidScopeException: ({ name }) => ({
    code: 'profile-unusable',
    message: `IAM Identity Center refuses the sso_registration_scopes of ${name}. Correct them in your AWS config.`,
  }),
};

function tooLate({ name }: SsoSession): Description {
  return {
    code: 'sign-in-needed',
    message: `Nobody finished the sign-in to ${name} in time. Sign in again.`,
    ...again,
  };
}

function refused(error: ServiceError, session: SsoSession): Description {
  const known = refusals[error.name];
  if (known) return known(session);
  if (error.status >= 500 || error.status === 429)
    return {
      code: 'service-unavailable',
      message: `IAM Identity Center in ${session.region} failed on its side. Sign in again in a moment.`,
      retryable: true,
      ...again,
    };
  return {
    code: 'profile-unusable',
    message: `IAM Identity Center refused the sign-in to ${session.name}. Check its sso_start_url and sso_region in your AWS config.`,
  };
}

/** A failure on the way; what is usually tried again by itself is here for a person to begin anew. */
function broken(error: unknown, { region }: SsoSession, profile: string): Description | undefined {
  const context = { profile, region, operation: 'Sign-in', service: 'IAM Identity Center' } as const;
  const described = describeNetworkError(readAwsError(error), context);
  return described?.action === 'retry' ? { ...described, ...again } : described;
}

function foreign({ host, status }: NotAwsError): Description {
  return status === 407
    ? {
        code: 'proxy',
        message: 'The proxy wants a user name and a password. Give them in the network settings.',
        action: 'network-settings',
      }
    : {
        code: 'not-aws',
        message: `Something on the way answered in place of ${host}, such as a network's own sign-in page. Open a browser to see it, then sign in again.`,
        ...again,
      };
}

function describe(error: unknown, session: SsoSession, profile: string): Description | undefined {
  if (error instanceof SignInTimedOutError) return tooLate(session);
  if (error instanceof NotAwsError) return foreign(error);
  if (error instanceof ServiceError) return refused(error, session);
  return broken(error, session, profile);
}

const detailOf = (error: unknown): string => {
  const { name, message, code } = readAwsError(error);
  const requestId = error instanceof ServiceError ? error.requestId : undefined;
  return [code ?? name, message, requestId === undefined ? '' : `request ${requestId}`]
    .filter((part) => part !== '')
    .join(' · ');
};

/** Why a sign-in to IAM Identity Center failed, with the next step; nothing that was sent or received is in it. */
export function describeFailedSignIn(error: unknown, session: SsoSession, profile: string): EngineError {
  if (error instanceof EngineError) return new EngineError({ profile, ...error.data }, error.cause);
  const description = describe(error, session, profile) ?? {
    code: 'internal',
    message: `The sign-in to ${session.name} did not work. Sign in again, or sign in with the AWS CLI.`,
    ...again,
  };
  return new EngineError({ retryable: false, profile, detail: detailOf(error), ...description }, error);
}
