import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { TransferUpdate } from '../../../../shared/models/transfer.ts';
import { createUpdateFeed } from './snapshot-notifier.ts';

const update = {
  status: {
    id: 'one',
    state: { kind: 'running' },
    bytes: { total: 0, alreadyThere: 0, transferred: 0 },
    bytesPerSecond: 0,
    secondsLeft: undefined,
  },
  images: [],
  layers: [],
} as const satisfies TransferUpdate;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function createFeed() {
  const send = vi.fn<(told: TransferUpdate) => void>();
  return { send, feed: createUpdateFeed(() => update, send) };
}

const turn = (): Promise<void> => Promise.resolve();

test('the first change of a state is told at once, with all others of the same turn', async () => {
  const { send, feed } = createFeed();
  for (let count = 0; count < 50; count++) feed.stateChanged();
  await turn();
  expect(send).toHaveBeenCalledTimes(1);
});

test('thousands of changes a second are told ten times, and none is left untold', async () => {
  const { send, feed } = createFeed();
  for (let millisecond = 0; millisecond < 1000; millisecond++) {
    feed.stateChanged();
    feed.stateChanged();
    await vi.advanceTimersByTimeAsync(1);
  }
  expect(send.mock.calls.length).toBeLessThanOrEqual(11);
  feed.stateChanged();
  const before = send.mock.calls.length;
  await vi.advanceTimersByTimeAsync(100);
  expect(send).toHaveBeenCalledTimes(before + 1);
});

test('bytes alone wait for their turn; the end tells the rest at once and is the end', async () => {
  const { send, feed } = createFeed();
  feed.bytesMoved();
  await turn();
  expect(send).not.toHaveBeenCalled();
  feed.close();
  expect(send).toHaveBeenCalledTimes(1);
  feed.stateChanged();
  feed.bytesMoved();
  await vi.advanceTimersByTimeAsync(1000);
  expect(send).toHaveBeenCalledTimes(1);
});
