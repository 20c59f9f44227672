import { expect, test } from 'vitest';
import { createActivity } from './activity.ts';

const error = (code: 'internal' | 'throttled') => ({ code, message: code, retryable: false }) as const;

test('keeps the newest errors', () => {
  const activity = createActivity(() => 7);
  for (let count = 0; count < 60; count += 1) activity.requestFailed('plans.create', error('throttled'));
  activity.requestFailed('images.query', error('internal'));
  expect(activity.errors()).toHaveLength(50);
  expect(activity.errors()[0]).toEqual({ at: 7, during: 'images.query', error: error('internal') });
});

test('sums the durations of each request, the slowest first', () => {
  const activity = createActivity();
  activity.requestAnswered('settings.read', 1);
  activity.requestAnswered('plans.create', 30);
  activity.requestAnswered('plans.create', 10);
  expect(activity.timings()).toEqual([
    { name: 'plans.create', count: 2, last: 10, longest: 30, total: 40 },
    { name: 'settings.read', count: 1, last: 1, longest: 1, total: 1 },
  ]);
});
