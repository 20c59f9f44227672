import { createCipheriv, createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { BlobContent } from './blob-store.ts';

const blockSize = 16;
const chunkSize = 256 * 1024;

/**
 * A blob of any size that is stored nowhere: the AES-128-CTR keystream whose key comes from the seed. The same
 * seed always gives the same bytes, and any range is computed from its counter alone.
 */
export function generatedBlob(seed: string, size: number): BlobContent {
  const generate = keystream(seed);
  return {
    size,
    read: (range) => streamOf(generate, range?.start ?? 0, Math.min(range?.end ?? size - 1, size - 1) + 1),
  };
}

/** Computes the bytes from `start` up to, not including, `end`. */
export type ByteGenerator = (start: number, end: number) => Buffer;

/** The endless deterministic byte sequence of a seed, readable at any place. */
export function keystream(seed: string): ByteGenerator {
  const key = createHash('sha256').update(seed).digest().subarray(0, blockSize);
  return (start, end) => {
    const firstBlock = Math.floor(start / blockSize);
    const counter = Buffer.alloc(blockSize);
    counter.writeBigUInt64BE(BigInt(firstBlock), 8);
    const skipped = start - firstBlock * blockSize;
    const cipher = createCipheriv('aes-128-ctr', key, counter);
    return cipher.update(Buffer.alloc(skipped + end - start)).subarray(skipped);
  };
}

/** Streams what a generator computes, a chunk at a time, as fast as it is read. */
export function streamOf(generate: ByteGenerator, start: number, end: number): Readable {
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

/** Reads the whole content once: `sha256:` and the hash in hex. */
export async function digestOf(content: BlobContent): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(content.read(), hash);
  return `sha256:${hash.digest('hex')}`;
}
