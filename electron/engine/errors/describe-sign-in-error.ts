import type { ErrorData } from '../../../shared/models/result.ts';
import type { AwsError } from './aws-error.ts';
import type { Description } from './description.ts';
import { getDetail } from './description.ts';

/** The sign-in whose credentials were requested. */
export interface SignInContext {
  /** The profile that defines the sign-in. */
  readonly profile: string;
  /** The name of the session, or the start URL. */
  readonly session: string;
  readonly roleName: string | undefined;
  readonly accountId: string | undefined;
  /** Why the stored sign-in cannot be used, as sentences. */
  readonly fileProblem?: string | undefined;
}

/** Why a sign-in provides no credentials. */
export type SignInProblem =
  | 'never-signed-in'
  | 'expired'
  /** Signed in, but the role or account is not assigned to the user. */
  | 'not-assigned'
  /** The user has no permission to refresh a sign-in by `aws login`. */
  | 'not-permitted'
  | 'unusable';

function describe(problem: SignInProblem, context: SignInContext): Description {
  const { profile, session, roleName, accountId } = context;
  const requireSignIn = (reason: string): Description => ({
    code: 'sign-in-needed',
    message: `${reason} Sign in to continue.`,
    action: 'sign-in',
    profile,
  });
  switch (problem) {
    case 'never-signed-in':
      return requireSignIn(
        [`You are not signed in to ${session} (profile ${profile}).`, context.fileProblem]
          .filter(Boolean)
          .join(' '),
      );
    case 'expired':
      return requireSignIn(`Your sign-in to ${session} has expired (profile ${profile}).`);
    case 'not-assigned':
      return {
        code: 'not-assigned',
        message: `You are signed in to ${session}, but have no access to role ${roleName} in account ${accountId}. Choose another profile.`,
        action: 'choose-profile',
        profile,
      };
    case 'not-permitted':
      return {
        code: 'access-denied',
        message: `The user of profile ${profile} is not allowed signin:CreateOAuth2Token. Ask for this permission, or choose another profile.`,
        action: 'choose-profile',
        profile,
        denied: { action: 'signin:CreateOAuth2Token' },
      };
    case 'unusable':
      return {
        code: 'profile-unusable',
        message: `The sign-in of profile ${profile} provides no credentials. Check the profile in your AWS config, or choose another one.`,
        action: 'choose-profile',
        profile,
      };
  }
}

/** @param error the response of the service, if there was one. */
export const describeSignInProblem = (
  problem: SignInProblem,
  context: SignInContext,
  error?: AwsError,
): ErrorData => ({
  retryable: false,
  ...describe(problem, context),
  ...(error && { detail: getDetail(error, 'Sign-in') }),
});
