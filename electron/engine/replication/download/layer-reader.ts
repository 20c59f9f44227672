import { createHash } from 'node:crypto';
import type { RetryPolicy } from '../../async/retry.ts';
import { UploadExpiredError } from '../../ecr/layer-upload/upload-expired-error.ts';
import type { RepositoryHandle } from '../../aws/clients/repository-handle.ts';
import { EngineError } from '../../errors/engine-error.ts';
import type { BlobDescriptor } from '../../manifest/manifest.ts';
import type { DownloadConnections } from '../scheduler/download-connections.ts';
import { downloadLayer } from './download-layer.ts';
import type { SlowConnectionDetector } from '../scheduler/slow-connections.ts';

/** Reads the bytes of one layer for one request of its upload after another, and checks its digest. */
export interface LayerReader {
  /** Starts the download at the first byte, at the same time as the first request of the upload. */
  prefetch(): void;
  /**
   * Yields the bytes from `firstByte` up to, and not including, `end`. Consecutive calls share one download.
   *
   * @throws UploadExpiredError in place of the last bytes of the layer, when the whole layer does not have its digest.
   */
  read(firstByte: number, end: number): AsyncGenerator<Buffer, void, undefined>;
  /** Ends the running download. */
  close(): void;
}

export interface LayerReaderOptions {
  readonly retryPolicy: RetryPolicy;
  readonly signal: AbortSignal | undefined;
  readonly slowConnections: SlowConnectionDetector;
  readonly connections?: DownloadConnections | undefined;
  /** Called with the bytes that were read, at most ten times a second at low speeds. */
  readonly onRead: (bytes: number) => void;
  /** Delays every chunk until the transfer is not paused. */
  readonly whenResumed?: () => Promise<void>;
}

const corruptLayerError = (digest: string): EngineError =>
  new EngineError({
    code: 'digest-mismatch',
    message: `The source sent other bytes for layer ${digest} than its digest names. The layer was not copied.`,
    side: 'source',
    retryable: false,
    action: 'retry',
  });

/** Bytes below which a layer has one connection. */
const minSeveralConnections = 1024 * 1024;

/** Bytes, and milliseconds, after which progress is reported. */
const maxUnreportedBytes = 512 * 1024;
const maxUnreportedTime = 100;

/** Passes on a stream and reports how many bytes passed. */
async function* reportProgress(
  chunks: AsyncIterable<Buffer>,
  onRead: (bytes: number) => void,
): AsyncGenerator<Buffer, void, undefined> {
  let unreported = 0;
  let reportedAt = performance.now();
  try {
    for await (const chunk of chunks) {
      unreported += chunk.length;
      const now = performance.now();
      if (unreported >= maxUnreportedBytes || now - reportedAt >= maxUnreportedTime) {
        onRead(unreported);
        unreported = 0;
        reportedAt = now;
      }
      yield chunk;
    }
  } finally {
    if (unreported > 0) onRead(unreported);
  }
}

/** Hashes a layer whose bytes may be read several times and from several positions. */
function createDigestCheck({ digest, size }: BlobDescriptor) {
  const hash = createHash('sha256');
  let hashed = 0;
  let isVerified = false;
  // When an earlier run uploaded the first bytes, only the destination can check the digest.
  let hasAllBytes = true;
  return {
    add(chunk: Buffer, position: number): void {
      const known = hashed - position;
      if (known < 0) hasAllBytes = false;
      if (known >= chunk.length) return;
      hash.update(known > 0 ? chunk.subarray(known) : chunk);
      hashed = position + chunk.length;
    },
    verify(): void {
      if (hashed < size || isVerified || !hasAllBytes) return;
      if (`sha256:${hash.digest('hex')}` !== digest) throw new UploadExpiredError(corruptLayerError(digest));
      isVerified = true;
    },
  };
}

interface Download {
  readonly chunks: AsyncGenerator<Buffer, void, undefined>;
  /** The first byte that was not yielded yet. */
  position: number;
  /** The first chunk, when it was prefetched. */
  prefetched: Promise<IteratorResult<Buffer, void>> | undefined;
  /** The end of the last chunk, when the last request took only its beginning. */
  remainder: Buffer | undefined;
}

/** Creates a reader, which downloads nothing before `prefetch` or `read`. It has to be closed, also after a failure. */
export function createLayerReader(
  source: RepositoryHandle,
  blob: BlobDescriptor,
  { retryPolicy, signal, slowConnections, connections, onRead, whenResumed }: LayerReaderOptions,
): LayerReader {
  const { size } = blob;
  const digestCheck = createDigestCheck(blob);
  let download: Download | undefined;

  /** Yields the last chunk only after the digest was checked, so that a request with wrong bytes is never complete. */
  async function* verifiedChunks(firstByte: number): AsyncGenerator<Buffer, void, undefined> {
    let position = firstByte;
    let last: Buffer | undefined;
    // Of a small layer nothing is left when another connection is open.
    const options = {
      firstByte,
      signal,
      slowConnections,
      connections: size < minSeveralConnections ? undefined : connections,
    };
    for await (const chunk of downloadLayer(source, blob, retryPolicy, options)) {
      await whenResumed?.();
      digestCheck.add(chunk, position);
      position += chunk.length;
      if (last) yield last;
      last = chunk;
    }
    digestCheck.verify();
    if (last) yield last;
  }

  const close = (): void => {
    // Not awaited, because a silent source would delay the caller.
    download?.chunks.return().catch(() => undefined);
    download = undefined;
  };

  const openAt = (position: number): Download => {
    if (download?.position === position) return download;
    close();
    const chunks = reportProgress(verifiedChunks(position), onRead);
    download = { chunks, position, prefetched: undefined, remainder: undefined };
    return download;
  };

  const nextChunk = async (open: Download): Promise<Buffer | undefined> => {
    const { remainder, prefetched } = open;
    open.remainder = undefined;
    open.prefetched = undefined;
    if (remainder) return remainder;
    const next = await (prefetched ?? open.chunks.next());
    return next.done === true ? undefined : next.value;
  };

  return {
    prefetch() {
      const open = openAt(0);
      open.prefetched = open.chunks.next();
      // The failure is thrown when the chunk is read; until then it must not count as unhandled.
      open.prefetched.catch(() => undefined);
    },
    async *read(firstByte, end) {
      const open = openAt(firstByte);
      while (open.position < end) {
        const chunk = await nextChunk(open);
        if (!chunk) return;
        const taken = chunk.subarray(0, end - open.position);
        if (taken.length < chunk.length) open.remainder = chunk.subarray(taken.length);
        open.position += taken.length;
        yield taken;
      }
    },
    close,
  };
}
