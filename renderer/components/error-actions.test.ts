import { expect, test } from 'vitest';
import type { ErrorData } from '../../shared/models/result.ts';
import { getRemedy, getSecondRemedy } from './error-actions.ts';

const run = (): void => undefined;
const denied: ErrorData = {
  code: 'access-denied',
  message: 'Not allowed.',
  retryable: false,
  action: 'choose-profile',
};

test("an error gets its own action where the page offers it, else 'Retry'", () => {
  expect(getRemedy(denied, { 'choose-profile': run, retry: run })?.label).toBe('Choose another profile');
  expect(getRemedy(denied, { retry: run })?.label).toBe('Retry');
  expect(getRemedy(denied, {})).toBeUndefined();
});

test('a denied call can also be retried with the same profile', () => {
  expect(getSecondRemedy(denied, { 'choose-profile': run, retry: run })?.label).toBe('Retry');
  expect(getSecondRemedy(denied, { retry: run })).toBeUndefined();
  expect(getSecondRemedy({ ...denied, action: 'retry' }, { retry: run })).toBeUndefined();
});
