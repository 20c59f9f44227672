import type { RetryPolicy } from '../../async/retry.ts';
import { retryStream } from '../../async/retry.ts';
import { getDownloadUrl } from '../../ecr/download-url.ts';
import type { RepositoryHandle } from '../../aws/clients/repository-handle.ts';
import { readAwsError } from '../../errors/aws-error.ts';
import { EngineError } from '../../errors/engine-error.ts';
import { isAbort } from '../../errors/to-error-data.ts';
import type { BlobDescriptor } from '../../manifest/manifest.ts';
import type { DownloadConnections } from '../scheduler/download-connections.ts';
import { collectReadBuffers } from './collect-buffers.ts';
import { readChunks } from './open-download.ts';
import { createReadAhead } from './read-ahead.ts';
import type { ConnectionSpeed, SlowConnectionDetector } from '../scheduler/slow-connections.ts';
import { startDownload, wrongLengthError } from './start-download.ts';

const interruptedError = (digest: string, reason: string, cause?: unknown): EngineError =>
  new EngineError(
    {
      code: 'network',
      message: `The download of layer ${digest} from the source was interrupted (${reason}). Check the network, then try again.`,
      side: 'source',
      retryable: true,
      action: 'retry',
    },
    cause,
  );

/** Yields the chunks of one connection, and ends early when it is much slower than the others. */
async function* readWhileFast(
  chunks: AsyncIterable<Buffer>,
  speed: ConnectionSpeed | undefined,
): AsyncGenerator<Buffer, void, undefined> {
  let requestedAt = performance.now();
  for await (const chunk of chunks) {
    speed?.addBytes(chunk.length, performance.now() - requestedAt);
    yield chunk;
    collectReadBuffers(chunk.length);
    if (speed?.isSlow()) return;
    requestedAt = performance.now();
  }
}

export interface DownloadOptions {
  /** Position of the first byte to download; 0 when absent. */
  readonly firstByte?: number;
  readonly signal?: AbortSignal | undefined;
  /** Compares the speed of this download with the others. */
  readonly slowConnections?: SlowConnectionDetector | undefined;
  /** Allows several connections for this layer. */
  readonly connections?: DownloadConnections | undefined;
}

/** Milliseconds for which a URL is used. It is valid for an hour. */
const urlLifetime = 30 * 60_000;

/** How often a slow connection is replaced; a source that is still slow then is slow itself. */
const maxReplacements = 3;

/**
 * Downloads the bytes of a layer from its presigned URL, in order, each once. Further connections read ranges ahead
 * where that brings more.
 *
 * Retry: `policy`, with all attempts again after every chunk. It is safe to repeat, because every attempt gets a new URL
 * and continues at the next byte. A connection that is much slower than the others is replaced in the same way.
 *
 * @throws EngineError `network` when no attempt gets another byte, `digest-mismatch` when the length is wrong,
 *   `access-denied` when the layer store refuses the download, `proxy` and other errors that no attempt fixes.
 */
export async function* downloadLayer(
  source: RepositoryHandle,
  blob: BlobDescriptor,
  policy: RetryPolicy,
  { firstByte = 0, signal, slowConnections, connections }: DownloadOptions = {},
): AsyncGenerator<Buffer, void, undefined> {
  const { registry, bandwidth } = source;
  const { digest, size } = blob;
  const layer = connections?.addLayer();
  let position = firstByte;
  let replacements = 0;
  /** False once a requested range was answered with the whole layer. */
  let mayReadAhead = true;
  /** The URL of this attempt, and when it was requested. */
  let url: { readonly value: string; readonly at: number } | undefined;

  const getUrl = async (urlSignal: AbortSignal): Promise<string> => {
    if (!url || performance.now() - url.at > urlLifetime)
      url = { value: await getDownloadUrl(source, digest, urlSignal), at: performance.now() };
    return url.value;
  };

  // Under a bandwidth limit, bytes are requested in their order, each when it may pass.
  const isUnlimited = (): boolean => bandwidth?.requestSize === undefined;
  const mayExtend = (): boolean => isUnlimited() && mayReadAhead;
  const ahead =
    layer &&
    createReadAhead(size, layer, policy, mayExtend, async function* (range, rangeSignal) {
      const { timeouts } = registry;
      try {
        const bytes = { firstByte: range.firstByte, lastByte: range.end - 1 };
        const address = await getUrl(rangeSignal);
        const { response, ignoresRange } = await startDownload(source, blob, address, bytes, rangeSignal);
        if (ignoresRange) {
          mayReadAhead = false;
          response.destroy();
          return;
        }
        const speed = slowConnections?.addConnection();
        try {
          for await (const chunk of readWhileFast(readChunks(response, timeouts.stalledDownload), speed)) {
            yield chunk;
          }
        } finally {
          speed?.close();
        }
      } catch (error) {
        // It may have expired.
        url = undefined;
        throw error;
      }
    });

  /** Yields the bytes of a response with the whole layer from `position` on. A bandwidth limit applies to all its bytes. */
  async function* readFromPosition(
    chunks: AsyncIterable<Buffer>,
    attemptSignal: AbortSignal,
  ): AsyncGenerator<Buffer, void, undefined> {
    let left = position;
    for await (const chunk of chunks) {
      if (!isUnlimited()) await bandwidth?.take(chunk.length, attemptSignal);
      const skipped = Math.min(left, chunk.length);
      left -= skipped;
      if (skipped < chunk.length) yield chunk.subarray(skipped);
    }
  }

  /** Yields the bytes of one request, up to those that are read ahead. With a bandwidth limit, it is a small one. */
  async function* readConnection(attemptSignal: AbortSignal): AsyncGenerator<Buffer, void, undefined> {
    const end = (): number => ahead?.firstByte ?? size;
    const limited = bandwidth?.requestSize;
    const requestEnd = Math.min(end(), position + (limited ?? size));
    const range = { firstByte: position, ...(requestEnd < size && { lastByte: requestEnd - 1 }) };
    const address = await getUrl(attemptSignal);
    if (limited !== undefined) await bandwidth?.take(requestEnd - position, attemptSignal);
    const endOwn = layer?.addOwn();
    const speed = replacements < maxReplacements ? slowConnections?.addConnection() : undefined;
    try {
      const { response, ignoresRange } = await startDownload(source, blob, address, range, attemptSignal);
      ahead?.extend(position);
      const chunks = readChunks(response, registry.timeouts.stalledDownload);
      // A connection that replaced this one would begin at byte 0.
      const wantedChunks = ignoresRange
        ? readWhileFast(readFromPosition(chunks, attemptSignal), undefined)
        : readWhileFast(chunks, speed);
      for await (const chunk of wantedChunks) {
        layer?.countBytes(chunk.length);
        if (position + chunk.length > size) throw wrongLengthError(blob);
        const wanted = chunk.subarray(0, end() - position);
        position += wanted.length;
        yield wanted;
        const isCut = position === end() && position < requestEnd;
        // A limit that was set meanwhile applies to the rest.
        const isLimitedNow = limited === undefined && !isUnlimited();
        if (isCut || (isLimitedNow && !ignoresRange)) return;
        ahead?.extend(position);
      }
      if (speed?.isSlow()) replacements += 1;
      else if (position < Math.min(requestEnd, end()))
        throw interruptedError(digest, `after ${position} of ${size} bytes`);
    } finally {
      speed?.close();
      endOwn?.();
    }
  }

  async function* readRemaining(attemptSignal: AbortSignal): AsyncGenerator<Buffer, void, undefined> {
    try {
      while (position < size) {
        if (!ahead || ahead.firstByte !== position) yield* readConnection(attemptSignal);
        else
          for await (const chunk of ahead.take(attemptSignal)) {
            position += chunk.length;
            yield chunk;
          }
      }
    } catch (error) {
      ahead?.stop();
      url = undefined;
      if (isAbort(error)) throw error;
      const failure =
        error instanceof EngineError
          ? error
          : interruptedError(digest, readAwsError(error).code ?? 'no answer', error);
      registry.reportFailure(failure);
      throw failure;
    }
  }

  try {
    yield* retryStream(policy, signal, readRemaining, registry.sleep);
  } finally {
    ahead?.close();
    layer?.close();
  }
}
