import { createCipheriv, createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { BlobContent } from './blob-store.ts';

const cipherBlockSize = 16;
const chunkSize = 256 * 1024;

/** Computes the bytes from `start` up to, not including, `end`. */
export type ByteGenerator = (start: number, end: number) => Buffer;

/** The endless byte sequence of a seed: an AES-128-CTR keystream with a key derived from it, readable at any offset. */
export function keystream(seed: string): ByteGenerator {
  const key = createHash('sha256').update(seed).digest().subarray(0, cipherBlockSize);
  return (start, end) => {
    const firstBlock = Math.floor(start / cipherBlockSize);
    const counter = Buffer.alloc(cipherBlockSize);
    counter.writeBigUInt64BE(BigInt(firstBlock), 8);
    const skipped = start - firstBlock * cipherBlockSize;
    const cipher = createCipheriv('aes-128-ctr', key, counter);
    return cipher.update(Buffer.alloc(skipped + end - start)).subarray(skipped);
  };
}

/** Content that is computed a chunk at a time while it is read. */
export function contentOf(generate: ByteGenerator, size: number): BlobContent {
  return {
    size,
    read: (range) => streamOf(generate, range?.start ?? 0, Math.min(range?.end ?? size - 1, size - 1) + 1),
  };
}

function streamOf(generate: ByteGenerator, start: number, end: number): Readable {
  let position = start;
  return new Readable({
    highWaterMark: chunkSize,
    read() {
      if (position >= end) {
        this.push(null);
        return;
      }
      const next = Math.min(position + chunkSize, end);
      const bytes = generate(position, next);
      position = next;
      this.push(bytes);
    },
  });
}
