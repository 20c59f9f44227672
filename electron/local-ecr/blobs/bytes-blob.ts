import { Readable } from 'node:stream';
import type { BlobContent } from './blob-store.ts';

/** A small blob in memory, for example an image configuration. */
export function bytesBlob(bytes: Uint8Array): BlobContent {
  return {
    size: bytes.length,
    read: (range) =>
      Readable.from([range ? bytes.subarray(range.start, range.end + 1) : bytes], { objectMode: false }),
  };
}
