import type { BegunStream } from '../replication/download/prefetched-stream.ts';
import type { VerifiedBytes } from './verified-bytes.ts';

/** Hands out the bytes of one blob piece by piece, for one request after another, over one download as long as that goes. */
export interface BlobReader {
  /** @param end the first byte that is not part of the piece. */
  piece(firstByte: number, end: number): AsyncGenerator<Buffer, void, undefined>;
  /** Ends the download that is under way. */
  close(): void;
}

interface Download {
  readonly chunks: AsyncIterator<Buffer>;
  /** The first byte that was not handed out yet. */
  position: number;
  /** What is left of the last chunk. */
  rest: Buffer | undefined;
}

/** @param reading all of the bytes, where their reading has begun. */
export function createBlobReader(bytes: VerifiedBytes, reading: BegunStream | undefined): BlobReader {
  let begun = reading;
  let download: Download | undefined;

  const close = (): void => {
    // A source that is silent is not waited for.
    download?.chunks.return?.().catch(() => undefined);
    download = undefined;
  };

  const openAt = (position: number): Download => {
    if (download?.position === position) return download;
    close();
    const prefetched = position === 0 ? begun : undefined;
    if (prefetched) begun = undefined;
    const chunks = (prefetched?.chunks ?? bytes.from(position))[Symbol.asyncIterator]();
    download = { chunks, position, rest: undefined };
    return download;
  };

  const nextChunk = async (open: Download): Promise<Buffer | undefined> => {
    const { rest } = open;
    open.rest = undefined;
    if (rest) return rest;
    const next = await open.chunks.next();
    return next.done === true ? undefined : next.value;
  };

  return {
    async *piece(firstByte, end) {
      const open = openAt(firstByte);
      while (open.position < end) {
        const chunk = await nextChunk(open);
        if (!chunk) return;
        const taken = chunk.subarray(0, end - open.position);
        if (taken.length < chunk.length) open.rest = chunk.subarray(taken.length);
        open.position += taken.length;
        yield taken;
      }
    },
    close,
  };
}
