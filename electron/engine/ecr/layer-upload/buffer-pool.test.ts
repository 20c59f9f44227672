import { expect, test } from 'vitest';
import { acquireBuffer, releaseBuffer } from './buffer-pool.ts';

const MiB = 1024 * 1024;

/** Without a matcher, which would compare the bytes of two buffers that are not the same. */
const isSame = (one: Buffer, other: Buffer): boolean => one === other;

test('reuses a released buffer, also for a few bytes more or less', () => {
  const first = acquireBuffer(13 * MiB - 500);
  expect(first.length).toBe(13 * MiB);
  releaseBuffer(first);
  const second = acquireBuffer(13 * MiB - 3);
  expect(isSame(second, first)).toBe(true);
  expect(isSame(acquireBuffer(13 * MiB - 3), first)).toBe(false);
  releaseBuffer(second);
});

test('takes the smallest buffer that is large enough, and does not pool small ones', () => {
  const [large, small] = [acquireBuffer(20 * MiB), acquireBuffer(17 * MiB)];
  releaseBuffer(large);
  releaseBuffer(small);
  expect(isSame(acquireBuffer(16 * MiB), small)).toBe(true);
  const tiny = acquireBuffer(100);
  expect(tiny.length).toBe(100);
  releaseBuffer(tiny);
  expect(isSame(acquireBuffer(100), tiny)).toBe(false);
});
