import { expect, test } from 'vitest';
import { createAwsError, errorContext } from '../../testing/aws-error.ts';
import { knownSecrets } from '../redaction/known-secrets.ts';
import { describeCallError } from './describe-aws-error.ts';
import { EngineError } from './engine-error.ts';
import { toErrorData } from './to-error-data.ts';

test('converts any thrown value to error data', () => {
  const data = { code: 'kms', message: 'No key.', retryable: false } as const;
  expect(toErrorData(new EngineError(data))).toEqual(data);
  expect(toErrorData(new DOMException('stop', 'AbortError'))).toMatchObject({ code: 'cancelled' });
  expect(toErrorData(new TypeError('x is undefined'))).toMatchObject({
    code: 'internal',
    detail: 'x is undefined',
  });
  expect(toErrorData('text')).toMatchObject({ code: 'internal', detail: 'text' });
});

test('redacts the request that a message of AWS quotes', () => {
  const token = `IQoJb3JpZ2luX2VjE${'aB3/x+Z9q'.repeat(30)}==`;
  const echo = `The Canonical String for this request should have been 'POST\n/\n\nhost:api.ecr\nx-amz-security-token:${token}\n\nhost;x-amz-security-token'`;
  const thrown = createAwsError('InvalidSignatureException', echo);
  for (const error of [describeCallError(thrown, errorContext), new Error(echo)]) {
    const data = toErrorData(error);
    expect(data.detail).toContain('x-amz-security-token:[redacted]');
    expect(JSON.stringify(data)).not.toContain(token.slice(0, 20));
  }
});

test('redacts every known secret in an error', () => {
  knownSecrets.remember('open-sesame');
  const data = { code: 'proxy', message: 'The proxy said open-sesame.', retryable: false } as const;
  expect(new EngineError({ ...data, detail: 'b3Blbi1zZXNhbWU open-sesame' })).toMatchObject({
    message: 'The proxy said [redacted].',
    data: { message: 'The proxy said [redacted].', detail: expect.not.stringContaining('sesame') },
  });
  knownSecrets.forgetAll();
});
