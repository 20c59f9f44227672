import { expect, test } from 'vitest';
import { acquireBuffer, releaseBuffer } from './buffer-pool.ts';

const MiB = 1024 * 1024;

test('reuses a released buffer, also for a few bytes more or less', () => {
  const first = acquireBuffer(13 * MiB - 500);
  expect(first.length).toBe(13 * MiB);
  releaseBuffer(first);
  const second = acquireBuffer(13 * MiB - 3);
  expect(second).toBe(first);
  expect(acquireBuffer(13 * MiB - 3)).not.toBe(first);
  releaseBuffer(second);
});

test('takes the smallest buffer that is large enough, and does not pool small ones', () => {
  const [large, small] = [acquireBuffer(20 * MiB), acquireBuffer(17 * MiB)];
  releaseBuffer(large);
  releaseBuffer(small);
  expect(acquireBuffer(16 * MiB)).toBe(small);
  const tiny = acquireBuffer(100);
  expect(tiny.length).toBe(100);
  releaseBuffer(tiny);
  expect(acquireBuffer(100)).not.toBe(tiny);
});
