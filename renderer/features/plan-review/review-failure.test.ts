import { expect, test } from 'vitest';
import { IpcError } from '../../ipc/bridge.ts';
import { findReviewFailure } from './review-failure.ts';

const errorOf = (message: string): IpcError => new IpcError({ code: 'internal', message, retryable: false });
const [planning, start, restore] = ['planning', 'start', 'restore'].map(errorOf);
const none = { planning: undefined, start: null, restore: null };

test('there is no failure without an error', () => expect(findReviewFailure(none)).toBeUndefined());

test('planning that failed leaves no plan to review, whatever else failed before', () =>
  expect(findReviewFailure({ planning, start, restore })).toMatchObject({
    what: 'planning failed',
    error: { message: 'planning' },
    hasPlan: false,
  }));

test('a failed start or restore leaves the plan to review', () => {
  expect(findReviewFailure({ ...none, start, restore })).toMatchObject({
    what: 'the replication has not started',
    error: { message: 'start' },
    hasPlan: true,
  });
  expect(findReviewFailure({ ...none, restore })).toMatchObject({
    what: 'images cannot be restored',
    error: { message: 'restore' },
    hasPlan: true,
  });
});
