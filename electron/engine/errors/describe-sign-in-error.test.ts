import { expect, test } from 'vitest';
import { createAwsError } from '../../testing/aws-error.ts';
import { describeSignInProblem } from './describe-sign-in-error.ts';

test.each([
  ['never-signed-in', 'sign-in-needed', 'You are not signed in to corp (profile p). Sign in to continue.'],
  ['expired', 'sign-in-needed', 'Your sign-in to corp has expired (profile p). Sign in to continue.'],
  [
    'not-assigned',
    'not-assigned',
    'You are signed in to corp, but have no access to role Release in account 111111111111. Choose another profile.',
  ],
  [
    'not-permitted',
    'access-denied',
    'The user of profile p is not allowed signin:CreateOAuth2Token. Ask for this permission, or choose another profile.',
  ],
  [
    'unusable',
    'profile-unusable',
    'The sign-in of profile p provides no credentials. Check the profile in your AWS config, or choose another one.',
  ],
] as const)('describes a sign-in without credentials: %s', (problem, code, message) => {
  const signIn = { profile: 'p', session: 'corp', roleName: 'Release', accountId: '111111111111' };
  const error = createAwsError('UnauthorizedException', 'Session token not found or invalid');
  expect(describeSignInProblem(problem, signIn, error)).toMatchObject({
    code,
    message,
    profile: 'p',
    detail: 'Sign-in · UnauthorizedException · Session token not found or invalid',
  });
  expect(describeSignInProblem(problem, signIn)).not.toHaveProperty('detail');
});
