import { expect, test } from 'vitest';
import type { StorageFailureReason, StorageProblem } from '../models/storage.ts';
import { describeStorageProblem } from './storage-problem.ts';

const failure = (reason: StorageFailureReason) => ({
  reason,
  path: '/data/records.db',
  folder: '/data',
  detail: 'database or disk is full',
});
const textOf = (problem: StorageProblem): string => describeStorageProblem(problem).text;

test('what is not stored is counted, with the reason, the folder and the next step', () => {
  expect(
    textOf({
      kind: 'records-not-stored',
      failure: failure('disk-full'),
      unstored: { queue: 2, history: 1 },
    }),
  ).toBe(
    'The disk is full. Free space on the disk of /data. Not stored: 2 changes of the transfer queue and 1 history entry. The app keeps them in memory and tries again until they are stored. Transfers continue.',
  );
});

test.each([
  'disk-full',
  'read-only',
  'access-denied',
  'locked',
  'not-a-file',
  'damaged',
  'newer-version',
  'io-error',
] as const)('%s names the place', (reason) => {
  const text = textOf({
    kind: 'records-not-opened',
    failure: failure(reason),
    unstored: { queue: 0, history: 0 },
  });
  expect(text).toContain('/data');
  expect(text).not.toContain('Not stored');
});

test('what was recovered from a damaged file is counted', () => {
  expect(
    textOf({
      kind: 'records-quarantined',
      path: '/data/records.db',
      quarantinePath: '/data/records.db.damaged-1',
      recovered: { queue: 1, history: 1_200 },
    }),
  ).toBe(
    'The app renamed /data/records.db to /data/records.db.damaged-1 and created a new file. Recovered: 1 queued transfer, 1,200 history entries.',
  );
});
