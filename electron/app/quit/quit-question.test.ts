import { expect, test } from 'vitest';
import type { StorageProblem } from '../../../shared/models/storage.ts';
import { describeQuitQuestion } from './quit-question.ts';

const notStored: StorageProblem = {
  kind: 'records-not-stored',
  failure: { reason: 'disk-full', path: '/data/records.db', folder: '/data', detail: 'full' },
  unstored: { queue: 1, history: 2 },
};

test('names the records that are not stored with the reason, and lists the safe answer first', () => {
  const { answers, text } = describeQuitQuestion(0, [notStored]);
  expect(answers.map(({ answer }) => answer)).toEqual(['keep-copying', 'store-and-quit', 'quit']);
  expect(text).toMatchObject({ defaultId: 0, cancelId: 0 });
  expect(text.detail).toMatch(
    /The disk is full.*\/data.*2 history entries[^]*If you quit now, the app loses them/,
  );
});

test('asks about running replications, and names records that are not stored as well', () => {
  const { answers, text } = describeQuitQuestion(2, [notStored]);
  expect(answers.map(({ answer }) => answer)).toEqual(['keep-copying', 'quit', 'finish-in-background']);
  expect(text.message).toBe('2 replications are still running.');
  expect(text.detail).toContain('2 history entries');
  expect(describeQuitQuestion(1, []).text.detail).not.toContain('stored');
});
