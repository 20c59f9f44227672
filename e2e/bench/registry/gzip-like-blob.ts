import { createHash } from 'node:crypto';
import type { BlobContent } from '../../../electron/local-ecr/blobs/blob-store.ts';
import { contentOf, keystream } from '../../../electron/local-ecr/blobs/byte-generator.ts';

const gzipHeader = Buffer.from([0x1f, 0x8b, 0x08, 0, 0, 0, 0, 0, 0, 0xff]);

/** What all layers consist of, over and over. */
const filling = keystream('filling')(0, 4 * 1024 * 1024);

/** The bytes from `start` up to, not including, `end` of the endless repetition; a view where they lie together. */
function repeated(start: number, end: number): Buffer {
  const from = start % filling.length;
  const to = from + end - start;
  if (to <= filling.length) return filling.subarray(from, to);
  return Buffer.concat([filling.subarray(from), repeated(0, to - filling.length)]);
}

/**
 * Bytes that begin as a gzip does, go on with the seed, and cost next to nothing to make. skopeo compresses what does
 * not look compressed; nobody looks further.
 */
export function gzipLikeBlob(seed: string, size: number): BlobContent {
  const head = Buffer.concat([gzipHeader, createHash('sha256').update(seed).digest()]);
  return contentOf((start, end) => {
    const bytes = repeated(start, end);
    if (start >= head.length) return bytes;
    const own = Buffer.from(bytes);
    head.copy(own, 0, start);
    return own;
  }, size);
}
