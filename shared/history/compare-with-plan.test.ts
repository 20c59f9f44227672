import { expect, test } from 'vitest';
import type { HistoryEntry } from '../models/history.ts';
import { compareWithPlan } from './compare-with-plan.ts';

const planned = { images: 2, tags: 3, bytes: 30_000_000, seconds: 10 };
const digest = `sha256:${'a'.repeat(64)}`;
const imageOf = (
  outcome: HistoryEntry['images'][number]['outcome'],
  destinationTags: string[],
): HistoryEntry['images'][number] => ({
  sourceDigest: digest,
  destinationDigest: digest,
  sourceTags: [],
  destinationTags,
  outcome,
});
const verified = imageOf({ kind: 'verified', at: 1 }, ['a', 'b']);
const bytes = { total: 30_000_000, alreadyAtDestination: 0, transferred: 30_000_000 };

test('a transfer that went as planned has no difference, and a duration near the estimate is none', () => {
  const images = [verified, imageOf({ kind: 'copied' }, ['c'])];
  expect(compareWithPlan(planned, { images, bytes, duration: 13_000 })).toEqual([
    { name: 'Images', planned: '2', actual: '2', difference: undefined },
    { name: 'Tags', planned: '3', actual: '3', difference: undefined },
    { name: 'Transferred', planned: '30.0 MB', actual: '30.0 MB', difference: undefined },
    { name: 'Duration', planned: 'About 10 s', actual: '13 s', difference: undefined },
  ]);
});

test('differences are marked: a failed image, its tags, mounted layers, and a much longer duration', () => {
  const failed = imageOf({ kind: 'failed', error: { code: 'network', message: 'No answer.' } }, []);
  const rows = compareWithPlan(planned, {
    images: [verified, failed],
    bytes: { ...bytes, transferred: 10_000_000 },
    duration: 60_000,
  });
  expect(rows.map(({ difference }) => difference)).toEqual([
    '1 fewer',
    '1 fewer',
    '20.0 MB less: not sent, mounted or present by then',
    '50 s longer',
  ]);
});
