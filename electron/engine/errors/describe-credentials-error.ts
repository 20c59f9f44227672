import type { ErrorData, Side } from '../../../shared/result.ts';
import type { AwsError } from './aws-error.ts';
import { isNetworkError } from './aws-error.ts';

const signInPhrases = [
  'SSO session',
  'Token is expired',
  'Cannot refresh',
  'Session token not found or invalid',
  'Your session has expired',
  'Please reauthenticate',
] as const;

type Description = Pick<ErrorData, 'code' | 'message' | 'retryable' | 'action'>;

function describe(error: AwsError, profile: string): Description {
  const { message } = error;
  if (isNetworkError(error)) {
    return {
      code: 'network',
      message: `The credentials of profile ${profile} could not be fetched: the network did not answer. Check the network, VPN and proxy, then try again.`,
      retryable: true,
      action: 'retry',
    };
  }
  if (message.includes('ForbiddenException') || message.includes('No access')) {
    return {
      code: 'access-denied',
      message: `You are signed in, but profile ${profile} is not assigned to you. Choose another profile.`,
      retryable: false,
      action: 'choose-profile',
    };
  }
  if (signInPhrases.some((phrase) => message.includes(phrase))) {
    return {
      code: 'sign-in-needed',
      message: `The sign-in of profile ${profile} has expired. Run "aws sso login --profile ${profile}" (or "aws login"), then try again.`,
      retryable: false,
      action: 'retry',
    };
  }
  if (message.includes('multi-factor authentication')) {
    return {
      code: 'profile-unusable',
      message: `Profile ${profile} asks for an MFA code, which this version cannot ask for. Choose another profile.`,
      retryable: false,
      action: 'choose-profile',
    };
  }
  if (error.name === 'ExpiredToken' || error.name === 'ExpiredTokenException') {
    return {
      code: 'credentials-expired',
      message: `The credentials behind profile ${profile} have expired. Renew them, then try again.`,
      retryable: false,
      action: 'retry',
    };
  }
  return {
    code: 'profile-unusable',
    message: `Profile ${profile} gives no credentials. Check it in your AWS config, or choose another profile.`,
    retryable: false,
    action: 'choose-profile',
  };
}

/** A credential process fails with its whole command line, which may hold a secret: only its first word is kept. */
const withoutCommandLine = (message: string): string =>
  message.replace(/Command failed: (\S+)[^\n]*(\n[\s\S]*)?/, 'Command failed: $1 …');

/** Why a profile gave no credentials: never a reason to look for others elsewhere. */
export const describeCredentialsError = (error: AwsError, profile: string, side?: Side): ErrorData => ({
  ...describe(error, profile),
  side,
  detail: withoutCommandLine(`${error.name}: ${error.message}`),
});
