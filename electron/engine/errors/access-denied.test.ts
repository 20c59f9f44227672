import { describe, expect, test } from 'vitest';
import { createAwsError, errorContext } from '../../testing/aws-error.ts';
import { describeResource, parseAccessDenied } from './access-denied.ts';
import { describeAwsError } from './describe-aws-error.ts';

describe('a denied call', () => {
  const principal = 'arn:aws:iam::1:user/ana';
  const arn = 'arn:aws:ecr:eu-west-1:222222222222:repository/team/api';
  const denied = (resource: string, reason: string) =>
    createAwsError(
      'AccessDeniedException',
      `User: ${principal} is not authorized to perform: ecr:PutImage on resource: ${resource} ${reason}`,
    );

  test.each([
    [
      'because no identity-based policy allows the ecr:PutImage action',
      'no identity-based policy allows the ecr:PutImage action',
      'no identity-based policy allows it',
    ],
    [
      'because no resource-based policy allows the ecr:PutImage action',
      'no resource-based policy allows the ecr:PutImage action',
      'no resource-based policy allows it',
    ],
    [
      'with an explicit deny in a service control policy',
      'an explicit deny in a service control policy',
      'an explicit deny in a service control policy',
    ],
  ])('is described with its reason: %s', (words, reason, shownReason) => {
    expect(describeAwsError(denied(arn, words), errorContext)).toMatchObject({
      code: 'access-denied',
      message: `Profile production is not allowed ecr:PutImage on repository team/api (${shownReason}). Ask for this permission, or choose another profile.`,
      denied: { action: 'ecr:PutImage', principalArn: principal, resourceArn: arn, reason },
    });
  });

  test('is described with the kind and name of its resource', () => {
    expect(describeResource(arn)).toBe('repository team/api');
    expect(describeResource('arn:aws:iam::1:role/ops/Release')).toBe('role ops/Release');
    expect(parseAccessDenied(denied('*', 'because no identity-based policy allows it').message)).toEqual({
      action: 'ecr:PutImage',
      principalArn: principal,
      resourceArn: undefined,
      reason: 'no identity-based policy allows it',
    });
  });

  test.each(['*', 'arn:aws:ecr:eu-west-1:222222222222:repository/*'])(
    'is described without a repository for the resource %s',
    (resource) => {
      const sentence = `User: arn:aws:iam::1:user/ana is not authorized to perform: ecr:DescribeRepositories on resource: ${resource} because no identity-based policy allows it`;
      expect(describeAwsError(createAwsError('AccessDeniedException', sentence), errorContext).message).toBe(
        'Profile production is not allowed ecr:DescribeRepositories (no identity-based policy allows it). Ask for this permission, or choose another profile.',
      );
    },
  );

  test('is described with the operation if its message has another format', () => {
    expect(parseAccessDenied('No.')).toBeUndefined();
    expect(describeAwsError(createAwsError('AccessDeniedException', 'No.'), errorContext)).toMatchObject({
      message:
        'Profile production is not allowed ecr:PutImage. Ask for this permission, or choose another profile.',
      denied: { action: 'ecr:PutImage' },
    });
  });
});
