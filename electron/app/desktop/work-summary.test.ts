import { expect, test } from 'vitest';
import type { TransferState, TransferStatus } from '../../../shared/models/transfer.ts';
import { summarizeWork } from './work-summary.ts';

const status = (state: TransferState, transferred = 0): TransferStatus => ({
  id: state.kind,
  revision: 1,
  state,
  bytes: { total: 150, alreadyAtDestination: 50, transferred },
  bytesPerSecond: 0,
  secondsLeft: undefined,
});
const error = { code: 'credentials-expired', message: '', retryable: false } as const;

test('has no progress when all transfers are finished', () => {
  expect(summarizeWork([status({ kind: 'done', finishedAt: 1 }, 100)])).toEqual({
    active: 0,
    blocked: 0,
    progress: undefined,
    mode: 'paused',
    text: undefined,
  });
});

test('computes the progress of all unfinished transfers, without layers already at the destination', () => {
  const summary = summarizeWork([
    status({ kind: 'running' }, 50),
    status({ kind: 'waiting' }),
    status({ kind: 'done', finishedAt: 1 }, 100),
  ]);
  expect(summary).toEqual({
    active: 2,
    blocked: 0,
    progress: 0.25,
    mode: 'normal',
    text: '1 running, 1 queued',
  });
});

test('counts a transfer that the sleep of the computer suspended as active', () => {
  expect(summarizeWork([status({ kind: 'suspended' }, 10)])).toMatchObject({
    active: 1,
    blocked: 0,
    mode: 'normal',
  });
});

test('counts a paused transfer as blocked, and shows a required sign-in as an error', () => {
  expect(summarizeWork([status({ kind: 'paused' }, 10)])).toMatchObject({
    active: 0,
    blocked: 1,
    mode: 'paused',
  });
  expect(
    summarizeWork([status({ kind: 'running' }), status({ kind: 'waiting-for-credentials', error })]),
  ).toMatchObject({ active: 1, blocked: 1, mode: 'error' });
});

test('shows no progress for a transfer without layers to upload', () => {
  const nothing = {
    ...status({ kind: 'running' }),
    bytes: { total: 50, alreadyAtDestination: 50, transferred: 0 },
  };
  expect(summarizeWork([nothing]).progress).toBe(0);
});
