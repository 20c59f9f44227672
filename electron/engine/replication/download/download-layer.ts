import type { IncomingMessage } from 'node:http';
import type { RetryPolicy } from '../../async/retry.ts';
import { retryStream } from '../../async/retry.ts';
import { getDownloadUrl } from '../../ecr/download-url.ts';
import type { RepositoryHandle } from '../../aws/clients/repository-handle.ts';
import { readAwsError } from '../../errors/aws-error.ts';
import { describeNetworkError } from '../../errors/describe-network-error.ts';
import { EngineError } from '../../errors/engine-error.ts';
import { isAbort } from '../../errors/to-error-data.ts';
import type { BlobDescriptor } from '../../manifest/manifest.ts';
import { collectReadBuffers } from './collect-buffers.ts';
import { describeDownloadRefusal, readErrorResponse } from './download-refusal.ts';
import { openDownload, readChunks } from './open-download.ts';
import type { ConnectionSpeed, SlowConnectionDetector } from './slow-connections.ts';

const interrupted = (digest: string, reason: string, cause?: unknown): EngineError =>
  new EngineError(
    {
      code: 'network',
      message: `The download of layer ${digest} from the source broke off (${reason}). Check the network, then try again.`,
      side: 'source',
      retryable: true,
      action: 'retry',
    },
    cause,
  );

const wrongLength = (digest: string, size: number): EngineError =>
  new EngineError({
    code: 'digest-mismatch',
    message: `Layer ${digest} at the source does not have the ${size} bytes that its manifest states. It was not copied.`,
    side: 'source',
    retryable: false,
    action: 'retry',
  });

/** A network failure that another attempt does not fix, such as a proxy that refuses the host. */
function lastingNetworkError(thrown: unknown, url: string, region: string): EngineError | undefined {
  const error = readAwsError(thrown);
  const { host } = new URL(url);
  const described = describeNetworkError(error, { host, region, side: 'source' });
  return described && !described.retryable
    ? new EngineError({ ...described, side: 'source', detail: `${host}: ${error.message}` }, thrown)
    : undefined;
}

/** Everything that fails in a download is on the side of the source. */
const withSourceSide = (error: EngineError): EngineError =>
  error.data.side === undefined ? new EngineError({ ...error.data, side: 'source' }, error) : error;

/** Gets a download URL and opens it at a byte. @throws EngineError when the response has no bytes of the layer. */
async function startDownload(
  source: RepositoryHandle,
  { digest, size }: BlobDescriptor,
  firstByte: number,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const { network, timeouts, region } = source.registry;
  const silence = timeouts.stalledDownload;
  const url = await getDownloadUrl(source, digest, signal);
  try {
    const response = await openDownload(network, url, { firstByte }, silence, signal);
    const { statusCode: status = 0 } = response;
    if (status === (firstByte > 0 ? 206 : 200)) return response;
    if (status === 416 || (status === 200 && firstByte > 0)) {
      response.destroy();
      throw wrongLength(digest, size);
    }
    throw describeDownloadRefusal(await readErrorResponse(response, silence), new URL(url).host, digest);
  } catch (error) {
    if (error instanceof EngineError) throw withSourceSide(error);
    throw lastingNetworkError(error, url, region) ?? error;
  }
}

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
}

/** How often a slow connection is replaced; a source that is still slow then is slow itself. */
const maxReplacements = 3;

/**
 * Downloads the bytes of a layer from its presigned URL, in order, each once.
 *
 * Retry: `policy`, with all attempts again after every chunk. It is safe to repeat, because every attempt gets a new URL
 * and continues at the next byte. A connection that is much slower than the others is replaced in the same way.
 *
 * @throws EngineError `network` when no attempt gets another byte, `digest-mismatch` when the length is wrong,
 *   `access-denied` when the layer store refuses the download, `proxy` and other errors that no attempt fixes.
 */
export function downloadLayer(
  source: RepositoryHandle,
  blob: BlobDescriptor,
  policy: RetryPolicy,
  { firstByte = 0, signal, slowConnections }: DownloadOptions = {},
): AsyncGenerator<Buffer, void, undefined> {
  const { registry, bandwidth } = source;
  const { digest, size } = blob;
  let position = firstByte;
  let replacements = 0;

  /** Yields the bytes of one connection. */
  async function* readConnection(attemptSignal: AbortSignal): AsyncGenerator<Buffer, void, undefined> {
    const response = await startDownload(source, blob, position, attemptSignal);
    const speed = replacements < maxReplacements ? slowConnections?.addConnection() : undefined;
    try {
      for await (const chunk of readWhileFast(
        readChunks(response, registry.timeouts.stalledDownload),
        speed,
      )) {
        position += chunk.length;
        if (position > size) throw wrongLength(digest, size);
        await bandwidth?.take(chunk.length, signal);
        yield chunk;
      }
      if (position < size && speed?.isSlow()) replacements += 1;
      else if (position < size) throw interrupted(digest, `after ${position} of ${size} bytes`);
    } finally {
      speed?.close();
      response.destroy();
    }
  }

  async function* readRemaining(attemptSignal: AbortSignal): AsyncGenerator<Buffer, void, undefined> {
    try {
      while (position < size) yield* readConnection(attemptSignal);
    } catch (error) {
      if (error instanceof EngineError || isAbort(error)) throw error;
      throw interrupted(digest, readAwsError(error).code ?? 'no answer', error);
    }
  }

  return retryStream(policy, signal, readRemaining, registry.sleep);
}
