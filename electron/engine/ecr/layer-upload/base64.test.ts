import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { createBase64Writer, writeBase64 } from './base64.ts';

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

test.each([[[1, 1, 1, 1, 1]], [[0, 2, 0, 2, 5]], [[3, 1, 7, 0, 64, 2]], [[1, 4096, 2, 1, 1000]], [[]]])(
  'writes chunks of %j bytes as one text',
  (sizes) => {
    const bytes = sample(sizes.reduce((sum, size) => sum + size, 0));
    const target = Buffer.alloc(2 * bytes.length + 20);
    const writer = createBase64Writer(target, 4);
    let start = 0;
    for (const size of sizes) writer.append(bytes.subarray(start, (start += size)));
    const end = writer.end();
    expect(target.toString('latin1', 4, end)).toBe(bytes.toString('base64'));
    expect(writer.end()).toBe(end);
  },
);
