import { describe, expect, test } from 'vitest';
import { createAwsError, errorContext } from '../../testing/aws-error.ts';
import { readAwsError } from './aws-error.ts';
import { describeAwsError } from './describe-aws-error.ts';

describe('the error of a call', () => {
  test.each([
    ['ThrottlingException', 'Rate exceeded', {}, 'throttled', true],
    ['ServerException', '', { $metadata: { httpStatusCode: 500 } }, 'service-unavailable', true],
    ['Unknown', '', { $metadata: { httpStatusCode: 503 } }, 'service-unavailable', true],
    ['TimeoutError', 'Connection timed out', {}, 'network', true],
    ['Error', 'socket hang up', { code: 'ECONNRESET' }, 'network', true],
    ['ExpiredTokenException', 'expired', {}, 'credentials-expired', false],
    ['UnrecognizedClientException', 'invalid', {}, 'credentials-invalid', false],
    ['InvalidSignatureException', 'no match', {}, 'credentials-invalid', false],
    [
      'InvalidSignatureException',
      'skew',
      {
        $metadata: { clockSkewCorrected: true },
        $response: { headers: { date: new Date(Date.now() + 3_600_000).toUTCString() } },
      },
      'clock-wrong',
      true,
    ],
    [
      'InvalidSignatureException',
      'Signature expired: 20261124T000000Z is now earlier than 20261124T030000Z',
      {},
      'clock-wrong',
      true,
    ],
    ['RequestTimeTooSkewed', 'skew', {}, 'clock-wrong', true],
    [
      'InvalidSignatureException',
      "Credential should be scoped to a valid region, not 'eu-west-1'.",
      {},
      'region-wrong',
      false,
    ],
    ['SignatureDoesNotMatch', 'Credential should be scoped to a valid region.', {}, 'region-wrong', false],
    ['InvalidLayerException', '', {}, 'digest-mismatch', false],
    ['LimitExceededException', 'full', {}, 'quota-exceeded', false],
    ['KmsException', 'disabled', {}, 'kms', false],
    ['ImageArchivedException', '', {}, 'image-unavailable', false],
    ['BlockedByOrganizationPolicyException', '', {}, 'access-denied', false],
    ['RegionDisabledException', '', {}, 'region-disabled', false],
    ['Error', 'Region is missing', {}, 'region-missing', false],
    [
      'Error',
      'Region not accepted: region="us east 1" is not a valid hostname component.',
      {},
      'region-missing',
      false,
    ],
    ['RepositoryNotFoundException', '', {}, 'repository-not-found', false],
    ['SomethingNew', 'unheard of', {}, 'internal', false],
    ['constructor', 'odd', {}, 'internal', false],
    [
      'InvalidParameterException',
      "at 'ImageManifest': 'Invalid JSON syntax'",
      {},
      'image-unsupported',
      false,
    ],
    ['InvalidParameterException', "at 'nextToken': 'Invalid token'", {}, 'service-unavailable', false],
  ])('%s (%s) has the code %s', (name, message, more, code, retryable) => {
    const data = describeAwsError(createAwsError(name, message, more), errorContext);
    expect(data).toMatchObject({ code, retryable, side: 'destination' });
    expect(data.message).toMatch(/^[A-Z].+\.$/);
    expect(data.detail).toContain(`PutImage · ${name}`);
  });

  test('contains the message of AWS only in its details', () => {
    const words = 'The message of AWS';
    for (const name of [
      'SomethingNew',
      'ValidationException',
      'InvalidParameterException',
      'ServerException',
    ]) {
      const data = describeAwsError(
        createAwsError(name, words, { $metadata: { httpStatusCode: 400 } }),
        errorContext,
      );
      expect(data.message).not.toContain(words);
      expect(data.detail).toContain(words);
    }
  });

  test('names the signature that a conflicting tag attaches', () => {
    const tag = `sha256-${'a'.repeat(64)}.sig`;
    const refused = createAwsError('ImageTagAlreadyExistsException', `The image tag '${tag}' already exists`);
    expect(describeAwsError(refused, errorContext)).toMatchObject({
      code: 'tag-immutable',
      action: 'plan-again',
      message: expect.stringMatching(
        /^The signature of sha256:aaaaaaaaaaaa cannot be copied: tag sha256-\w+\.sig of repository team\/api/,
      ),
    });
  });

  test('contains the request id', () => {
    const error = createAwsError('KmsException', 'no', { $metadata: { requestId: 'abc-123' } });
    expect(describeAwsError(error, errorContext).detail).toBe(
      'PutImage · KmsException · no · request abc-123',
    );
  });

  test.each([undefined, null, 'text', 7, {}, { name: 5, $metadata: 'x' }])(
    'is read from the thrown value %j',
    (thrown) => {
      expect(readAwsError(thrown)).toMatchObject({ clockSkewCorrected: false });
    },
  );
});

const responseWithDate = (offset: number) => ({
  $metadata: { httpStatusCode: 403 },
  $response: { headers: { date: new Date(Date.now() + offset).toUTCString() } },
});

describe('a wrong clock', () => {
  const minutes = 60_000;

  test.each([
    ['InvalidSignatureException', 'no match', 12 * minutes, 'is 12 min behind'],
    ['SignatureDoesNotMatch', 'no match', -90 * minutes, 'is 90 min ahead of'],
    ['RequestTimeTooSkewed', 'skew', 16 * minutes, 'is 16 min behind'],
    ['RequestInTheFuture', 'skew', -16 * minutes, 'is 16 min ahead of'],
    ['RequestExpired', 'skew', 16 * minutes, 'is 16 min behind'],
  ])('is described from the date of the response: %s', (name, message, offset, words) => {
    expect(
      describeAwsError(createAwsError(name, message, responseWithDate(offset)), errorContext),
    ).toMatchObject({
      code: 'clock-wrong',
      message: `This computer's clock ${words} AWS's. Set this computer's clock, then try again.`,
    });
  });

  test('is described from the message of AWS without a date', () => {
    const message =
      'Signature expired: 20261124T000000Z is now earlier than 20261124T030000Z (20261124T031500Z - 15 min.)';
    expect(
      describeAwsError(createAwsError('InvalidSignatureException', message), errorContext),
    ).toMatchObject({
      code: 'clock-wrong',
      message: expect.stringContaining('is 195 min behind'),
    });
  });

  test('is distinguished from a wrong secret access key', () => {
    const error = createAwsError('InvalidSignatureException', 'no match', responseWithDate(2 * minutes));
    const place = { path: '/home/ana/.aws/credentials', line: 4 };
    expect(describeAwsError(error, { ...errorContext, place })).toMatchObject({
      code: 'credentials-invalid',
      action: 'open-file',
      profile: 'production',
      place,
    });
  });
});
