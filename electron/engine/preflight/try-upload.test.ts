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
  'interprets %s as an allowed call',
  (name) => expect(interpretRefusal(refusal(name))).toBe('passed'),
);

test('interprets an error about something else as no result', () => {
  expect(interpretRefusal(refusal('InvalidParameterException'))).toBe('untestable');
});

test.each(['AccessDeniedException', 'KmsException', 'ExpiredTokenException', 'RepositoryNotFoundException'])(
  'throws %s, which also stops the copy',
  (name) => expect(() => interpretRefusal(refusal(name))).toThrow(),
);
