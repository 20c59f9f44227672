import { describe, expect, test } from 'vitest';
import { describeResource, parseAccessDenied } from './access-denied.ts';
import { readAwsError } from './aws-error.ts';
import { describeAwsError } from './describe-aws-error.ts';
import { describeCredentialsError } from './describe-credentials-error.ts';
import { EngineError } from './engine-error.ts';
import { toErrorData } from './to-error-data.ts';

const context = {
  side: 'destination',
  profile: 'production',
  region: 'eu-west-1',
  operation: 'PutImage',
  repositoryName: 'team/api',
} as const;

const awsError = (name: string, message: string, more: object = {}) =>
  readAwsError(Object.assign(new Error(message), { name, ...more }));

describe('what AWS says about a refused call', () => {
  const arn = 'arn:aws:ecr:eu-west-1:222222222222:repository/team/api';
  test.each([
    ['because no identity-based policy allows the ecr:PutImage action', arn, 'repository team/api'],
    ['with an explicit deny in a service control policy', arn, 'repository team/api'],
    ['because no identity-based policy allows the ecr:PutImage action', '*', '*'],
  ])('%s on %s', (reason, resource, described) => {
    const sentence = `User: arn:aws:iam::1:user/ana is not authorized to perform: ecr:PutImage on resource: ${resource} ${reason}`;
    const facts = parseAccessDenied(sentence);
    expect(facts).toEqual({ principal: 'arn:aws:iam::1:user/ana', action: 'ecr:PutImage', resource, reason });
    expect(describeResource(facts?.resource ?? '')).toBe(described);
  });

  test.each(['*', 'arn:aws:ecr:eu-west-1:222222222222:repository/*'])(
    '%s names no repository',
    (resource) => {
      const sentence = `User: arn:aws:iam::1:user/ana is not authorized to perform: ecr:DescribeRepositories on resource: ${resource} because no identity-based policy allows it`;
      expect(describeAwsError(awsError('AccessDeniedException', sentence), context).message).toBe(
        'Profile production is not allowed ecr:DescribeRepositories. Ask for this permission, or choose another profile.',
      );
    },
  );

  test('another text is not parsed, and the operation is named instead', () => {
    expect(parseAccessDenied('No.')).toBeUndefined();
    expect(describeAwsError(awsError('AccessDeniedException', 'No.'), context).message).toBe(
      'Profile production is not allowed ecr:PutImage. Ask for this permission, or choose another profile.',
    );
  });
});

describe('an error of a call', () => {
  test.each([
    ['ThrottlingException', 'Rate exceeded', {}, 'throttled', true],
    ['ServerException', '', { $metadata: { httpStatusCode: 500 } }, 'service-unavailable', true],
    ['Unknown', '', { $metadata: { httpStatusCode: 503 } }, 'service-unavailable', true],
    ['TimeoutError', 'Connection timed out', {}, 'network', true],
    ['Error', 'socket hang up', { code: 'ECONNRESET' }, 'network', true],
    [
      'Error',
      'getaddrinfo ENOTFOUND api.ecr.us-east-99.amazonaws.com',
      { code: 'ENOTFOUND' },
      'network',
      true,
    ],
    ['ExpiredTokenException', 'expired', {}, 'credentials-expired', false],
    ['UnrecognizedClientException', 'invalid', {}, 'credentials-invalid', false],
    ['InvalidSignatureException', 'no match', {}, 'credentials-invalid', false],
    [
      'InvalidSignatureException',
      'skew',
      { $metadata: { clockSkewCorrected: true } },
      'credentials-invalid',
      true,
    ],
    [
      'InvalidSignatureException',
      'Signature expired: 20261124T000000Z is now earlier than 20261124T030000Z',
      {},
      'credentials-invalid',
      true,
    ],
    ['RequestTimeTooSkewed', 'skew', {}, 'credentials-invalid', true],
    ['InvalidLayerException', '', {}, 'digest-mismatch', false],
    ['LimitExceededException', 'full', {}, 'quota-exceeded', false],
    ['KmsException', 'disabled', {}, 'kms', false],
    ['RepositoryNotFoundException', '', {}, 'repository-not-found', false],
    ['SomethingNew', 'unheard of', {}, 'internal', false],
  ])('%s (%s) is %s', (name, message, more, code, retryable) => {
    const data = describeAwsError(awsError(name, message, more), context);
    expect(data).toMatchObject({ code, retryable, side: 'destination' });
    expect(data.message).toMatch(/^[A-Z].+\.$|unheard of$/);
    expect(data.detail).toContain(`PutImage: ${name}`);
  });

  test('keeps the request id for support', () => {
    const error = awsError('KmsException', 'no', { $metadata: { requestId: 'abc-123' } });
    expect(describeAwsError(error, context).detail).toBe('PutImage: KmsException · no · request abc-123');
  });

  test.each([undefined, null, 'text', 7, {}, { name: 5, $metadata: 'x' }])(
    'can be read from %j',
    (thrown) => {
      expect(readAwsError(thrown)).toMatchObject({ clockSkewCorrected: false });
    },
  );
});

describe('an error of credentials', () => {
  // The SDK's own sentences: they are all there is to tell these apart.
  test.each([
    [
      'The SSO session token associated with profile=p was not found or is invalid. To refresh…',
      'sign-in-needed',
    ],
    [
      "Token is expired. To refresh this SSO session run 'aws sso login' with the corresponding profile.",
      'sign-in-needed',
    ],
    ["Value not present for 'clientId' in SSO Token. Cannot refresh.", 'sign-in-needed'],
    ['UnauthorizedException: Session token not found or invalid', 'sign-in-needed'],
    ['Your session has expired. Please reauthenticate.', 'sign-in-needed'],
    ['ForbiddenException: No access', 'access-denied'],
    [
      'Profile p requires multi-factor authentication, but no MFA code callback was provided.',
      'profile-unusable',
    ],
    [
      'Could not resolve credentials using profile: [p] in configuration/credentials file(s).',
      'profile-unusable',
    ],
    ['Error: getaddrinfo ENOTFOUND portal.sso.eu-west-1.amazonaws.com', 'network'],
  ])('%s', (message, code) => {
    const data = describeCredentialsError(awsError('CredentialsProviderError', message), 'p', 'source');
    expect(data).toMatchObject({ code, side: 'source' });
    expect(data.message).toMatch(/profile p/i);
  });

  test('does not repeat a credential process’s command line, which may hold a secret', () => {
    const message = 'Command failed: /usr/bin/vault-keys --token s3cr3t\nno such vault: s3cr3t';
    const data = describeCredentialsError(awsError('CredentialsProviderError', message), 'p');
    expect(JSON.stringify(data)).not.toContain('s3cr3t');
    expect(data.detail).toBe('CredentialsProviderError: Command failed: /usr/bin/vault-keys …');
  });
});

test('whatever is thrown becomes data', () => {
  const data = { code: 'kms', message: 'No key.', retryable: false } as const;
  expect(toErrorData(new EngineError(data))).toBe(data);
  expect(toErrorData(new DOMException('stop', 'AbortError'))).toMatchObject({ code: 'cancelled' });
  expect(toErrorData(new TypeError('x is undefined'))).toMatchObject({
    code: 'internal',
    detail: 'x is undefined',
  });
  expect(toErrorData('text')).toMatchObject({ code: 'internal', detail: 'text' });
});
