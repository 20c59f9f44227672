import { expect, test } from 'vitest';
import { describeCallError } from '../errors/describe-aws-error.ts';
import { interpretRefusal } from './try-upload.ts';

const refusal = (name: string): Error =>
  describeCallError(Object.assign(new Error(`${name} happened`), { name }), {
    profile: 'production',
    region: 'us-east-1',
    operation: 'UploadLayerPart',
  });

test.each(['UploadNotFoundException', 'InvalidLayerPartException', 'EmptyUploadException'])(
  '%s is said to those who are allowed',
  (name) => expect(interpretRefusal(refusal(name))).toBe('passed'),
);

test('an answer about something else proves nothing', () => {
  expect(interpretRefusal(refusal('InvalidParameterException'))).toBe('untestable');
});

test.each(['AccessDeniedException', 'KmsException', 'ExpiredTokenException', 'RepositoryNotFoundException'])(
  '%s would stop the copy too',
  (name) => expect(() => interpretRefusal(refusal(name))).toThrow(),
);
