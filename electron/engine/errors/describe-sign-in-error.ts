import type { ErrorData } from '../../../shared/models/result.ts';
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
  /** Why a sign-in that was kept cannot be used, sentences. */
  readonly fileProblem?: string | undefined;
}

/** Why a sign-in gives no credentials. */
export type SignInProblem =
  | 'never-signed-in'
  | 'expired'
  /** Signed in, but without this account or role. */
  | 'not-assigned'
  /** The user may not prolong a sign-in by `aws login`. */
  | 'not-permitted'
  | 'unusable';

function describe(problem: SignInProblem, context: SignInContext): Description {
  const { profile, session, roleName, accountId } = context;
  const signIn = (what: string): Description => ({
    code: 'sign-in-needed',
    message: `${what} Sign in to go on.`,
    action: 'sign-in',
    profile,
  });
  switch (problem) {
    case 'never-signed-in':
      return signIn(
        [`Nobody is signed in to ${session} (profile ${profile}).`, context.fileProblem]
          .filter(Boolean)
          .join(' '),
      );
    case 'expired':
      return signIn(`Your sign-in to ${session} has expired (profile ${profile}).`);
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
        message: `The user behind profile ${profile} is not allowed signin:CreateOAuth2Token. Ask for this permission, or choose another profile.`,
        action: 'choose-profile',
        profile,
        denied: { action: 'signin:CreateOAuth2Token' },
      };
    case 'unusable':
      return {
        code: 'profile-unusable',
        message: `The sign-in of profile ${profile} gives no credentials. Check the profile in your AWS config, or choose another one.`,
        action: 'choose-profile',
        profile,
      };
  }
}

/** @param error what the service said, where it was asked. */
export const describeSignInProblem = (
  problem: SignInProblem,
  context: SignInContext,
  error?: AwsError,
): ErrorData => ({
  retryable: false,
  ...describe(problem, context),
  ...(error && { detail: detailOf(error, 'Sign-in') }),
});
