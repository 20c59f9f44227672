import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createMemoryRelease } from './release-memory.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('collects once, ten seconds after the last transfer, unless another one runs', () => {
  let isActive = false;
  const collect = vi.fn<() => void>();
  const memory = createMemoryRelease(() => isActive, collect);
  memory.onFinished();
  vi.advanceTimersByTime(9_000);
  memory.onFinished();
  vi.advanceTimersByTime(9_000);
  expect(collect).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1_000);
  expect(collect).toHaveBeenCalledOnce();

  isActive = true;
  memory.onFinished();
  vi.advanceTimersByTime(20_000);
  expect(collect).toHaveBeenCalledOnce();
});
