import { expect, test } from 'vitest';
import { summarizeQueue } from '../models/queue-summary.ts';
import type { TransferState, TransferStatus } from '../models/transfer.ts';
import { describeQueue, describeWorkLeft } from './queue.ts';

const MB = 1_000_000;
const error = { code: 'network', message: 'No answer.', retryable: true } as const;

const status = (state: TransferState, transferred = 0, bytesPerSecond = 0): TransferStatus => ({
  id: 'id',
  revision: 1,
  state,
  bytes: { total: 100 * MB, alreadyAtDestination: 40 * MB, transferred },
  bytesPerSecond,
  secondsLeft: undefined,
});

const many: readonly TransferStatus[] = [
  status({ kind: 'running' }, 30 * MB, 2 * MB),
  status({ kind: 'running' }, 0, MB),
  status({ kind: 'waiting' }),
  status({ kind: 'paused' }, 10 * MB),
  status({ kind: 'interrupted', hasStarted: true }),
  status({ kind: 'failed', finishedAt: 1, error }, 5 * MB),
  status({ kind: 'done', finishedAt: 1 }, 60 * MB),
];

test('counts transfers by state, and computes the time left of the whole queue from the measured speed', () => {
  expect(summarizeQueue(many)).toEqual({
    running: 2,
    waiting: 1,
    paused: 1,
    waitingForCredentials: 0,
    interrupted: 1,
    failed: 1,
    cancelled: 0,
    done: 1,
    bytes: { transferred: 40 * MB, toTransfer: 240 * MB },
    // 150 MB are left of the running and the waiting ones.
    bytesPerSecond: 3_000_000,
    secondsLeft: 50,
  });
  expect(describeQueue(summarizeQueue(many))).toBe(
    '2 running · 1 queued · 1 paused · 1 interrupted · 1 failed · 1 done · 40.0 of 240.0 MB · 50 s left',
  );
  expect(describeWorkLeft(summarizeQueue(many))).toBe('2 running, 1 queued, 1 paused, 1 failed, 50 s left');
});

test('states no time without a speed, and nothing without work', () => {
  const stalled = summarizeQueue([status({ kind: 'running' })]);
  expect(describeQueue(stalled)).toBe('1 running · 0.0 of 60.0 MB · Time left unknown');
  expect(describeWorkLeft(stalled)).toBe('1 running');
  expect(describeQueue(summarizeQueue([]))).toBe('');
  const finished = summarizeQueue([status({ kind: 'done', finishedAt: 1 }, 60 * MB)]);
  expect(describeQueue(finished)).toBe('1 done');
  expect(describeWorkLeft(finished)).toBeUndefined();
});
