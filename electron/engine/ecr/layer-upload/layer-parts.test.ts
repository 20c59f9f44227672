import { describe, expect, test } from 'vitest';
import type { LayerPart } from './layer-parts.ts';
import { readAhead, splitIntoParts } from './layer-parts.ts';

async function* chunksOf(bytes: Buffer, ...sizes: number[]): AsyncGenerator<Buffer, void, undefined> {
  let start = 0;
  for (const size of sizes) {
    yield bytes.subarray(start, start + size);
    start += size;
  }
}

const fields = { registryId: undefined, repositoryName: 'a', uploadId: '1' };
const readPart = ({ firstByte, body }: LayerPart): string => {
  body.finish({ ...fields, partFirstByte: firstByte, partLastByte: firstByte + body.length - 1 });
  return body.decode(0).toString();
};

const collect = <T>(items: AsyncIterable<T>): Promise<T[]> => Array.fromAsync(items);

describe('splitIntoParts', () => {
  const bytes = Buffer.from('abcdefghijkl');

  test.each([
    ['chunks smaller than a part', [1, 2, 1, 1, 3, 4], [5, 5, 2]],
    ['one chunk of many parts', [12], [5, 5, 2]],
    ['chunks that are parts', [5, 5, 2], [5, 5, 2]],
    ['exactly n parts', [10], [5, 5]],
    ['less than a part', [3], [3]],
    ['empty chunks between', [0, 5, 0], [5]],
    ['nothing', [], []],
  ])('%s', async (_, chunks, expected) => {
    const parts = await collect(splitIntoParts(chunksOf(bytes, ...chunks), 5, () => Buffer.alloc(500)));
    expect(parts.map(({ body }) => body.length)).toEqual(expected);
    expect(parts.map(readPart).join('')).toBe(
      bytes
        .subarray(
          0,
          chunks.reduce((sum, size) => sum + size, 0),
        )
        .toString(),
    );
    let next = 0;
    for (const part of parts) {
      expect(part.firstByte).toBe(next);
      next += part.body.length;
    }
  });
});

describe('readAhead', () => {
  test('requests exactly one item while the present one is processed', async () => {
    let requested = 0;
    async function* source(): AsyncGenerator<number, void, undefined> {
      for (const item of [1, 2, 3, 4]) {
        requested = item;
        yield item;
      }
    }
    const seen: [number, number][] = [];
    for await (const item of readAhead(source())) {
      await Promise.resolve();
      seen.push([item, requested]);
    }
    expect(seen).toEqual([
      [1, 2],
      [2, 3],
      [3, 4],
      [4, 4],
    ]);
  });

  test('throws a failure after the items before it, and closes the source', async () => {
    let closed = false;
    async function* failing(): AsyncGenerator<number, void, undefined> {
      try {
        yield 1;
        throw new Error('broken');
      } finally {
        closed = true;
      }
    }
    const seen: number[] = [];
    const read = async (): Promise<void> => {
      for await (const item of readAhead(failing())) seen.push(item);
    };
    await expect(read()).rejects.toThrow('broken');
    expect(seen).toEqual([1]);
    expect(closed).toBe(true);
  });
});
