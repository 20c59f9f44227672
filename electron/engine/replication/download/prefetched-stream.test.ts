import { expect, test } from 'vitest';
import { beginStream } from './prefetched-stream.ts';

async function* counting(told: string[], fails = false): AsyncGenerator<Buffer, void, undefined> {
  try {
    told.push('begun');
    if (fails) throw new Error('lost');
    yield Buffer.from('one ');
    told.push('asked again');
    yield Buffer.from('two');
  } finally {
    told.push('ended');
  }
}

test('the first chunk is asked for at once, the next one when it was read', async () => {
  const told: string[] = [];
  const { chunks } = beginStream(counting(told));
  expect(told).toEqual(['begun']);
  const read: Buffer[] = [];
  for await (const chunk of chunks) {
    if (read.length === 0) expect(told).toEqual(['begun']);
    read.push(chunk);
  }
  expect(Buffer.concat(read).toString()).toBe('one two');
  expect(told).toEqual(['begun', 'asked again', 'ended']);
});

test('one that nobody reads is ended, and so is one that is left half way', async () => {
  const told: string[] = [];
  beginStream(counting(told)).close();
  await expect.poll(() => told).toEqual(['begun', 'ended']);
  const left: string[] = [];
  for await (const chunk of beginStream(counting(left)).chunks) if (chunk.length > 0) break;
  expect(left).toEqual(['begun', 'ended']);
});

test('a failure waits for the reader', async () => {
  const { chunks } = beginStream(counting([], true));
  await new Promise(setImmediate);
  await expect(chunks[Symbol.asyncIterator]().next()).rejects.toThrow('lost');
});
