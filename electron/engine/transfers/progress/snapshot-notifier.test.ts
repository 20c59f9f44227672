import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { TransferUpdate } from '../../../../shared/models/transfer.ts';
import { createSnapshotNotifier } from './snapshot-notifier.ts';

const update = {
  status: {
    id: 'one',
    revision: 1,
    state: { kind: 'running' },
    bytes: { total: 0, alreadyAtDestination: 0, transferred: 0 },
    bytesPerSecond: 0,
    secondsLeft: undefined,
  },
  images: [],
  layers: [],
} as const satisfies TransferUpdate;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function createNotifier() {
  const send = vi.fn<(sent: TransferUpdate) => void>();
  return { send, notifier: createSnapshotNotifier(() => update, send) };
}

const nextMicrotask = (): Promise<void> => Promise.resolve();

test('sends the first state change at once, together with all others of the same turn of the event loop', async () => {
  const { send, notifier } = createNotifier();
  for (let count = 0; count < 50; count++) notifier.stateChanged();
  await nextMicrotask();
  expect(send).toHaveBeenCalledTimes(1);
});

test('sends thousands of changes a second in ten updates, and none is lost', async () => {
  const { send, notifier } = createNotifier();
  for (let millisecond = 0; millisecond < 1000; millisecond++) {
    notifier.stateChanged();
    notifier.stateChanged();
    await vi.advanceTimersByTimeAsync(1);
  }
  expect(send.mock.calls.length).toBeLessThanOrEqual(11);
  notifier.stateChanged();
  const before = send.mock.calls.length;
  await vi.advanceTimersByTimeAsync(100);
  expect(send).toHaveBeenCalledTimes(before + 1);
});

test('delays bytes; closing sends the rest at once and nothing afterwards', async () => {
  const { send, notifier } = createNotifier();
  notifier.bytesMoved();
  await nextMicrotask();
  expect(send).not.toHaveBeenCalled();
  notifier.close();
  expect(send).toHaveBeenCalledTimes(1);
  notifier.stateChanged();
  notifier.bytesMoved();
  await vi.advanceTimersByTimeAsync(1000);
  expect(send).toHaveBeenCalledTimes(1);
});

test('flushing sends the pending change once', async () => {
  const { send, notifier } = createNotifier();
  notifier.stateChanged();
  notifier.flush();
  await vi.advanceTimersByTimeAsync(1000);
  expect(send).toHaveBeenCalledTimes(1);
});
