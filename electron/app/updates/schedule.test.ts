import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { findBlocker } from './find-blocker.ts';
import { startSchedule } from './schedule.ts';

const minute = 60_000;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function start() {
  const state = { isOn: true, isBusy: false };
  const check = vi.fn(() => Promise.resolve());
  const schedule = startSchedule({
    isOn: () => Promise.resolve(state.isOn),
    isBusy: () => state.isBusy,
    check,
  });
  return { state, check, schedule };
}

test('checks half a minute after the start, then once a day, until it is closed', async () => {
  const { check, schedule } = start();
  await vi.advanceTimersByTimeAsync(29_000);
  expect(check).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(check).toHaveBeenCalledOnce();
  await vi.advanceTimersByTimeAsync(24 * 60 * minute);
  expect(check).toHaveBeenCalledTimes(2);
  schedule.close();
  await vi.advanceTimersByTimeAsync(48 * 60 * minute);
  expect(check).toHaveBeenCalledTimes(2);
});

test('never checks while a transfer runs, and tries again every ten minutes', async () => {
  const { state, check, schedule } = start();
  state.isBusy = true;
  await vi.advanceTimersByTimeAsync(60 * minute);
  await schedule.checkNow();
  expect(check).not.toHaveBeenCalled();
  state.isBusy = false;
  await vi.advanceTimersByTimeAsync(10 * minute);
  expect(check).toHaveBeenCalledOnce();
  schedule.close();
});

test('never checks before it is wanted', async () => {
  const { state, check, schedule } = start();
  state.isOn = false;
  await vi.advanceTimersByTimeAsync(72 * 60 * minute);
  expect(check).not.toHaveBeenCalled();
  state.isOn = true;
  await schedule.checkNow();
  expect(check).toHaveBeenCalledOnce();
  schedule.close();
});

test('an unfinished transfer, or a record that is not stored, keeps the app from being replaced', () => {
  expect(findBlocker({ count: () => 0, unstored: () => [] })).toBeUndefined();
  expect(findBlocker({ count: () => 2, unstored: () => [] })).toContain('(2 transfers)');
});
