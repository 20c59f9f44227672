import { buffer } from 'node:stream/consumers';
import { gunzip } from 'node:zlib';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { gzipLikeBlob } from './gzip-like-blob.ts';

const MiB = 1024 * 1024;

test('any range is what the whole has there, also where the filling begins anew', async () => {
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

test('another seed has other bytes, and none disturbs another', async () => {
  const one = await buffer(gzipLikeBlob('one', 100).read());
  const two = await buffer(gzipLikeBlob('two', 100).read());
  expect(one.equals(two)).toBe(false);
  expect((await buffer(gzipLikeBlob('one', 100).read())).equals(one)).toBe(true);
});

test('it begins as a gzip does, whatever comes then', async () => {
  const bytes = await buffer(gzipLikeBlob('one', 1000).read());
  expect([...bytes.subarray(0, 3)]).toEqual([0x1f, 0x8b, 0x08]);
  // A wrong header would be told at once; this one fails only in what follows.
  await expect(promisify(gunzip)(bytes)).rejects.not.toThrow('incorrect header check');
});
