import { buffer } from 'node:stream/consumers';
import { gunzip } from 'node:zlib';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { gzipLikeBlob } from './gzip-like-blob.ts';

const MiB = 1024 * 1024;

test('returns the bytes of the whole for any range, also where the content repeats', async () => {
  const blob = gzipLikeBlob('one', 9 * MiB + 7);
  const whole = await buffer(blob.read());
  expect(whole).toHaveLength(9 * MiB + 7);
  for (const [start, end] of [
    [0, 5],
    [7, 60],
    [4 * MiB - 3, 4 * MiB + 300_000],
    [9 * MiB, 9 * MiB + 6],
  ] as const) {
    const range = await buffer(blob.read({ start, end }));
    expect(range.equals(whole.subarray(start, end + 1))).toBe(true);
  }
});

test('has other bytes for another seed, independent of each other', async () => {
  const one = await buffer(gzipLikeBlob('one', 100).read());
  const two = await buffer(gzipLikeBlob('two', 100).read());
  expect(one.equals(two)).toBe(false);
  expect((await buffer(gzipLikeBlob('one', 100).read())).equals(one)).toBe(true);
});

test('begins with a gzip header', async () => {
  const bytes = await buffer(gzipLikeBlob('one', 1000).read());
  expect([...bytes.subarray(0, 3)]).toEqual([0x1f, 0x8b, 0x08]);
  // A wrong header fails immediately; this content fails only after its header.
  await expect(promisify(gunzip)(bytes)).rejects.not.toThrow('incorrect header check');
});
