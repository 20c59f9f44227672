import { expect, test } from 'vitest';
import { describeError } from './describe-error.ts';

test('our sentence comes first, AWS’s words under Details, then the option that helps', () => {
  expect(
    describeError({
      code: 'tag-immutable',
      side: 'destination',
      message: 'The signature cannot be copied.',
      retryable: false,
      action: 'keep-signatures',
      detail: 'PutImage · ImageTagAlreadyExistsException\nsecond line',
    }),
  ).toBe(
    [
      'The signature cannot be copied.',
      '  Details: PutImage · ImageTagAlreadyExistsException',
      '  second line',
      '  --keep-signatures keeps what the destination has.',
    ].join('\n'),
  );
});
