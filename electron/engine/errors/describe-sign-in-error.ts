import type { ErrorData } from '../../../shared/result.ts';
import type { AwsError } from './aws-error.ts';
import type { Description } from './description.ts';
import { detailOf } from './description.ts';

/** A sign-in whose credentials were asked for. */
export interface SignInContext {
  /** The profile that holds the sign-in. */
  readonly profile: string;
  /** What a person signs in to: the session's name, or the start URL. */
  readonly session: string;
  readonly roleName: string | undefined;
  readonly accountId: string | undefined;
}

/** The SDK's sentences are all there is to tell its errors apart; a test holds them to its version. */
const neverSignedIn = ['was not found or is invalid', 'is invalid. To refresh', 'Failed to load'] as const;
const signedOut = [
  'Token is expired',
  'Cannot refresh',
  'has expired',
  'Session token not found or invalid',
  'UnauthorizedException',
  'Please reauthenticate',
  're-authenticate',
  'Token validation failed',
] as const;

const includesAny = (message: string, phrases: readonly string[]): boolean =>
  phrases.some((phrase) => message.includes(phrase));

function describe({ message }: AwsError, context: SignInContext): Description {
  const { profile, session, roleName, accountId } = context;
  if (/ForbiddenException|No access/.test(message)) {
    return {
      code: 'not-assigned',
      message: `You are signed in to ${session}, but have no access to role ${roleName} in account ${accountId}. Choose another profile.`,
      action: 'choose-profile',
      profile,
    };
  }
  if (message.includes('insufficient permissions')) {
    return {
      code: 'access-denied',
      message: `The user behind profile ${profile} is not allowed signin:CreateOAuth2Token. Ask for this permission, or choose another profile.`,
      action: 'choose-profile',
      profile,
      denied: { action: 'signin:CreateOAuth2Token' },
    };
  }
  const signIn = (what: string): Description => ({
    code: 'sign-in-needed',
    message: `${what} Sign in to go on.`,
    action: 'sign-in',
    profile,
  });
  if (includesAny(message, neverSignedIn))
    return signIn(`Nobody is signed in to ${session} (profile ${profile}).`);
  if (includesAny(message, signedOut))
    return signIn(`Your sign-in to ${session} has expired (profile ${profile}).`);
  return {
    code: 'profile-unusable',
    message: `The sign-in of profile ${profile} gives no credentials. Check the profile in your AWS config, or choose another one.`,
    action: 'choose-profile',
    profile,
  };
}

/** Why a sign-in gave no credentials, where the way to AWS was open. */
export const describeSignInError = (error: AwsError, context: SignInContext): ErrorData => ({
  retryable: false,
  ...describe(error, context),
  detail: detailOf(error, 'Sign-in'),
});
