import { createHash } from 'node:crypto';
import type { BlobContent } from '../../../electron/local-ecr/blobs/blob-store.ts';
import { contentOf, keystream } from '../../../electron/local-ecr/blobs/byte-generator.ts';

const gzipHeader = Buffer.from([0x1f, 0x8b, 0x08, 0, 0, 0, 0, 0, 0, 0xff]);

/** The repeated content of all layers. */
const filling = keystream('filling')(0, 4 * 1024 * 1024);

/** The bytes from `start` up to, not including, `end` of the endless repetition; a view where they are contiguous. */
function repeated(start: number, end: number): Buffer {
  const from = start % filling.length;
  const to = from + end - start;
  if (to <= filling.length) return filling.subarray(from, to);
  return Buffer.concat([filling.subarray(from), repeated(0, to - filling.length)]);
}

/**
 * Bytes that begin with a gzip header, continue with the seed, and are cheap to make. skopeo compresses content without
 * such a header; it checks nothing else.
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
