import { expect, test } from 'vitest';
import type { TransferState, TransferStatus } from '../../../shared/models/transfer.ts';
import { summarizeWork } from './work-summary.ts';

const status = (state: TransferState, transferred = 0): TransferStatus => ({
  id: state.kind,
  state,
  bytes: { total: 150, alreadyThere: 50, transferred },
  bytesPerSecond: 0,
  secondsLeft: undefined,
});
const error = { code: 'credentials-expired', message: '', retryable: false } as const;

test('nothing is shown where nothing goes on', () => {
  expect(summarizeWork([status({ kind: 'done', finishedAt: 1 }, 100)])).toEqual({
    active: 0,
    heldUp: 0,
    progress: undefined,
    mode: 'paused',
  });
});

test('progress is that of all that has not ended, without what was there already', () => {
  const summary = summarizeWork([
    status({ kind: 'running' }, 50),
    status({ kind: 'waiting' }),
    status({ kind: 'done', finishedAt: 1 }, 100),
  ]);
  expect(summary).toEqual({ active: 2, heldUp: 0, progress: 0.25, mode: 'normal' });
});

test('what the sleep of the computer suspends continues by itself, and waits for nobody', () => {
  expect(summarizeWork([status({ kind: 'suspended' }, 10)])).toMatchObject({
    active: 1,
    heldUp: 0,
    mode: 'normal',
  });
});

test('what waits for a person is held up, and a sign-in is asked for by the color', () => {
  expect(summarizeWork([status({ kind: 'paused' }, 10)])).toMatchObject({
    active: 0,
    heldUp: 1,
    mode: 'paused',
  });
  expect(
    summarizeWork([status({ kind: 'running' }), status({ kind: 'waiting-for-credentials', error })]),
  ).toMatchObject({ active: 1, heldUp: 1, mode: 'error' });
});

test('a transfer that has nothing to move is at its beginning, not beyond its end', () => {
  const nothing = { ...status({ kind: 'running' }), bytes: { total: 50, alreadyThere: 50, transferred: 0 } };
  expect(summarizeWork([nothing]).progress).toBe(0);
});
