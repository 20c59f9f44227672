import { expect, test } from 'vitest';
import { giveBack, takeBuffer } from './spare-buffers.ts';

const MiB = 1024 * 1024;

test('a buffer that was given back is used again, also for a few bytes more or less', () => {
  const first = takeBuffer(13 * MiB - 500);
  expect(first.length).toBe(13 * MiB);
  giveBack(first);
  const second = takeBuffer(13 * MiB - 3);
  expect(second).toBe(first);
  expect(takeBuffer(13 * MiB - 3)).not.toBe(first);
  giveBack(second);
});

test('the smallest one that will do is taken, and small ones are never kept', () => {
  const [large, small] = [takeBuffer(20 * MiB), takeBuffer(17 * MiB)];
  giveBack(large);
  giveBack(small);
  expect(takeBuffer(16 * MiB)).toBe(small);
  const tiny = takeBuffer(100);
  expect(tiny.length).toBe(100);
  giveBack(tiny);
  expect(takeBuffer(100)).not.toBe(tiny);
});
