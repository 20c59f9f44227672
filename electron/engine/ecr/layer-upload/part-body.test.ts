import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { withPartBody, writeBase64 } from './part-body.ts';

const sample = (size: number): Buffer =>
  Buffer.from(Array.from({ length: size }, (_, index) => (index * 167 + (index >> 7)) % 256));

test.each([0, 1, 2, 3, 4, 5, 64, 255, 256, 10_000, 100_001])('writes %d bytes as Node does', (size) => {
  const target = Buffer.alloc(2 * size + 20);
  const end = writeBase64(sample(size), target, 2);
  expect(target.toString('latin1', 2, end)).toBe(sample(size).toString('base64'));
});

test('writes every pair of characters as Node does', () => {
  const bytes = Buffer.concat(
    Array.from({ length: 256 }, (_, key) => createHash('sha512').update(String(key)).digest()),
  );
  const target = Buffer.alloc(2 * bytes.length);
  expect(target.toString('latin1', 0, writeBase64(bytes, target, 0))).toBe(bytes.toString('base64'));
});

test.each(['a', 'ab'])(
  'writes the fields and the bytes as JSON, with the bytes at an even position: %s',
  async (uploadId) => {
    const fields = { registryId: undefined, repositoryName: 'team/app', uploadId, partFirstByte: 7 };
    const json = await withPartBody(fields, sample(1_000), async (body) => body.toString());
    expect(JSON.parse(json)).toEqual({
      repositoryName: 'team/app',
      uploadId,
      partFirstByte: 7,
      layerPartBlob: sample(1_000).toString('base64'),
    });
  },
);
