import type { ErrorData } from '../../../../shared/result.ts';
import type { AwsError } from '../../errors/aws-error.ts';
import { isNetworkError, readAwsError } from '../../errors/aws-error.ts';
import { EngineError } from '../../errors/engine-error.ts';
import { ForeignAnswerError } from './exchange.ts';
import { ServiceError } from './service-error.ts';
import type { SsoSession } from './sign-in-target.ts';
import { SignInTimedOut } from './sso-sign-in-parts.ts';

type Description = Pick<ErrorData, 'code' | 'message'> & Partial<ErrorData>;

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

const certificateCodes: ReadonlySet<string> = new Set([
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'CERT_HAS_EXPIRED',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

function broken(error: AwsError, { name, region }: SsoSession): Description | undefined {
  if (error.code !== undefined && certificateCodes.has(error.code))
    return {
      code: 'certificate-untrusted',
      message: `The sign-in to ${name} met a certificate that is not trusted here; networks that inspect TLS have one of their own. Choose it in the network settings.`,
      action: 'network-settings',
    };
  if (error.code === 'ERR_PROXY_TUNNEL')
    return {
      code: 'proxy',
      message: `The proxy did not let the sign-in to ${name} through. Check it in the network settings.`,
      action: 'network-settings',
    };
  if (isNetworkError(error))
    return {
      code: 'network',
      message: `IAM Identity Center in ${region} did not answer. Check the network, VPN and proxy, then sign in again.`,
      retryable: true,
      ...again,
    };
  return undefined;
}

function foreign({ host, status }: ForeignAnswerError): Description {
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

function describe(error: unknown, session: SsoSession): Description | undefined {
  if (error instanceof SignInTimedOut) return tooLate(session);
  if (error instanceof ForeignAnswerError) return foreign(error);
  if (error instanceof ServiceError) return refused(error, session);
  return broken(readAwsError(error), session);
}

const detailOf = (error: unknown): string => {
  const { name, message, code } = readAwsError(error);
  const requestId = error instanceof ServiceError ? error.requestId : undefined;
  return [code ?? name, message, requestId === undefined ? '' : `request ${requestId}`]
    .filter((part) => part !== '')
    .join(' · ');
};

/** Why a sign-in to IAM Identity Center failed, with the next step; nothing that was sent or received is in it. */
export function describeSignInError(error: unknown, session: SsoSession, profile: string): EngineError {
  if (error instanceof EngineError) return new EngineError({ profile, ...error.data }, error.cause);
  const description = describe(error, session) ?? {
    code: 'internal',
    message: `The sign-in to ${session.name} did not work. Sign in again; if it stays, the log file has the details.`,
    ...again,
  };
  return new EngineError({ retryable: false, profile, detail: detailOf(error), ...description }, error);
}
