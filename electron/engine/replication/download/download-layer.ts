import type { IncomingMessage } from 'node:http';
import type { BlobDescriptor } from '../../manifest/manifest.ts';
import { readAwsError } from '../../errors/aws-error.ts';
import { describeNetworkError } from '../../errors/describe-network-error.ts';
import { EngineError } from '../../errors/engine-error.ts';
import { isAbort } from '../../errors/to-error-data.ts';
import type { RetryPolicy } from '../../async/retry.ts';
import { waitBefore } from '../../async/retry.ts';
import type { RepositoryHandle } from '../../aws/clients/repository-handle.ts';
import { getDownloadUrl } from '../../ecr/download-url.ts';
import { buffersPassed } from './free-buffers.ts';
import { readStoreAnswer, storeRefusal } from './download-refusal.ts';
import { chunksOf, openDownload } from './open-download.ts';
import type { DownloadPace, SlowConnectionDetector } from './slow-connections.ts';

const broken = (digest: string, what: string, cause?: unknown): EngineError =>
  new EngineError(
    {
      code: 'network',
      message: `The download of layer ${digest} from the source broke off (${what}). Check the network, then try again.`,
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

/** A failure that no new attempt mends, such as a proxy's refusal. */
function stoppedOnTheWay(thrown: unknown, url: string, region: string): EngineError | undefined {
  const error = readAwsError(thrown);
  const { host } = new URL(url);
  const described = describeNetworkError(error, { host, region, side: 'source' });
  return described && !described.retryable
    ? new EngineError({ ...described, side: 'source', detail: `${host}: ${error.message}` }, thrown)
    : undefined;
}

/** Asks for a URL and opens it, from a byte on. @throws EngineError where no bytes come. */
async function startDownload(
  source: RepositoryHandle,
  { digest, size }: BlobDescriptor,
  firstByte: number,
  signal?: AbortSignal,
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
    throw storeRefusal(await readStoreAnswer(response, silence), new URL(url).host, digest);
  } catch (error) {
    if (error instanceof EngineError) throw withSource(error);
    throw stoppedOnTheWay(error, url, region) ?? error;
  }
}

/** An error that was told without a side: whatever a download meets is the source's. */
const withSource = (error: EngineError): EngineError =>
  error.data.side === undefined ? new EngineError({ ...error.data, side: 'source' }, error) : error;

export interface DownloadOptions {
  /** Where to begin; the first byte of all is 0. */
  readonly firstByte?: number;
  readonly signal?: AbortSignal | undefined;
  /** The downloads that this one is compared with. */
  readonly slowConnections?: SlowConnectionDetector | undefined;
}

/** A slow connection is given up for a new one so often at most; then the source is slow. */
const maxChanges = 3;

/** The chunks of an answer; ends early when its connection falls far behind the others. */
async function* pacedChunks(
  chunks: AsyncIterable<Buffer>,
  pace: DownloadPace | undefined,
): AsyncGenerator<Buffer, void, undefined> {
  let askedAt = performance.now();
  for await (const chunk of chunks) {
    pace?.received(chunk.length, performance.now() - askedAt);
    yield chunk;
    buffersPassed(chunk.length);
    if (pace?.isSlow()) return;
    askedAt = performance.now();
  }
}

/**
 * The bytes of a layer from its presigned URL, in order, each once. A connection that breaks, stalls, or whose URL
 * expires is taken up again from the next byte with a new URL; the attempts are counted anew after every byte gained.
 * One that falls far behind the others is left for a new one in the same way, and one that a sleep of the computer
 * interrupted is not counted.
 *
 * @throws EngineError `network` when no attempt gains a byte any more, `digest-mismatch` when the length is wrong,
 *   `access-denied` when the layer store refuses it, `proxy` and others that no attempt mends.
 */
export async function* downloadLayer(
  source: RepositoryHandle,
  blob: BlobDescriptor,
  policy: RetryPolicy,
  { firstByte = 0, signal, slowConnections }: DownloadOptions = {},
): AsyncGenerator<Buffer, void, undefined> {
  const { sleep } = source.registry;
  let position = firstByte;
  let attempt = 1;
  let counted = 1;
  let changes = 0;
  while (position < blob.size) {
    const tried = sleep.beginAttempt(signal);
    try {
      const response = await startDownload(source, blob, position, tried.signal);
      const pace = changes < maxChanges ? slowConnections?.begin() : undefined;
      try {
        const chunks = chunksOf(response, source.registry.timeouts.stalledDownload);
        for await (const chunk of pacedChunks(chunks, pace)) {
          position += chunk.length;
          if (position > blob.size) throw wrongLength(blob.digest, blob.size);
          attempt = 1;
          counted = 1;
          await source.bandwidth?.take(chunk.length, signal);
          yield chunk;
        }
        if (position < blob.size && pace?.isSlow()) changes += 1;
        else if (position < blob.size) throw broken(blob.digest, `after ${position} of ${blob.size} bytes`);
      } finally {
        pace?.end();
        response.destroy();
      }
    } catch (error) {
      signal?.throwIfAborted();
      if (tried.wasInterrupted()) continue;
      if (isAbort(error)) throw error;
      const failure =
        error instanceof EngineError
          ? error
          : broken(blob.digest, readAwsError(error).code ?? 'no answer', error);
      const isFree = sleep.isSettling();
      if (!failure.data.retryable || (!isFree && counted >= policy.attempts)) throw failure;
      if (!isFree) counted += 1;
      await sleep.wait(waitBefore(attempt, policy), signal);
      attempt += 1;
    } finally {
      tried.end();
    }
  }
}
