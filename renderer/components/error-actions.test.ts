import { expect, test } from 'vitest';
import type { ErrorData } from '../../shared/result.ts';
import { remedyOf, secondRemedyOf } from './error-actions.ts';

const run = (): void => undefined;
const denied: ErrorData = {
  code: 'access-denied',
  message: 'Not allowed.',
  retryable: false,
  action: 'choose-profile',
};

test("an error gets its own action where the page offers it, else 'Retry'", () => {
  expect(remedyOf(denied, { 'choose-profile': run, retry: run })?.label).toBe('Choose another profile');
  expect(remedyOf(denied, { retry: run })?.label).toBe('Retry');
  expect(remedyOf(denied, {})).toBeUndefined();
});

test('a denied call can also be retried with the same profile', () => {
  expect(secondRemedyOf(denied, { 'choose-profile': run, retry: run })?.label).toBe('Retry');
  expect(secondRemedyOf(denied, { retry: run })).toBeUndefined();
  expect(secondRemedyOf({ ...denied, action: 'retry' }, { retry: run })).toBeUndefined();
});
