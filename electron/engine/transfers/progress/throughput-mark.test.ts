import { expect, test } from 'vitest';
import type { ErrorCode } from '../../../../shared/models/result.ts';
import type { TransferState } from '../../../../shared/models/transfer.ts';
import { getMark } from './throughput-mark.ts';

const running: TransferState = { kind: 'running' };
const failedCall = (code: ErrorCode, retryable: boolean) =>
  ({ kind: 'call-failed', error: { code, message: '', retryable } }) as const;
const becomes = (state: TransferState) => ({ kind: 'transfer-state', state }) as const;

test('marks throttled calls and calls that are repeated, but no final failure', () => {
  expect(getMark(failedCall('throttled', true), running)).toBe('throttled');
  expect(getMark(failedCall('network', true), running)).toBe('retried');
  expect(getMark(failedCall('access-denied', false), running)).toBeUndefined();
});

test('marks a pause of a running transfer and its end, but neither a start nor a cancellation', () => {
  const error = { code: 'credentials-expired', message: '', retryable: false } as const;
  const pauses: readonly TransferState[] = [
    { kind: 'paused' },
    { kind: 'suspended' },
    { kind: 'waiting-for-credentials', error },
  ];
  for (const pause of pauses) {
    expect(getMark(becomes(pause), running)).toBe('paused');
    expect(getMark(becomes(running), pause)).toBe('resumed');
  }
  expect(getMark(becomes(running), { kind: 'waiting' })).toBeUndefined();
  expect(getMark(becomes({ kind: 'cancelling' }), { kind: 'paused' })).toBeUndefined();
  expect(getMark({ kind: 'transfer-started' }, { kind: 'waiting' })).toBeUndefined();
});
