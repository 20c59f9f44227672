import { setTimeout as delay } from 'node:timers/promises';
import { GetDownloadUrlForLayerCommand } from '@aws-sdk/client-ecr';
import type { BlobDescriptor } from '../../ecr/manifest.ts';
import { readAwsError } from '../../errors/aws-error.ts';
import { EngineError } from '../../errors/engine-error.ts';
import { isAbort } from '../../errors/to-error-data.ts';
import type { RetryPolicy } from '../../retry/retry.ts';
import { waitBefore } from '../../retry/retry.ts';
import type { RepositoryHandle } from '../repository-handle.ts';
import { openDownload } from './open-download.ts';

async function downloadUrl(
  { registry, name }: RepositoryHandle,
  digest: string,
  signal?: AbortSignal,
): Promise<string> {
  const input = { registryId: registry.registryId, repositoryName: name, layerDigest: digest };
  const { downloadUrl: url = '' } = await registry.call(
    'GetDownloadUrlForLayer',
    (ecr, options) => ecr.send(new GetDownloadUrlForLayerCommand(input), options),
    { repositoryName: name, signal },
  );
  return url;
}

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

/** What an answer means: go on reading, ask for a fresh URL, or give up. */
function checkStatus(status: number, { digest, size }: BlobDescriptor, firstByte: number): void {
  if (status === (firstByte > 0 ? 206 : 200)) return;
  if (status === 416 || (status === 200 && firstByte > 0)) throw wrongLength(digest, size);
  throw broken(digest, `HTTP ${status}`);
}

export interface DownloadOptions {
  /** Where to begin; the first byte of all is 0. */
  readonly firstByte?: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * The bytes of a layer from its presigned URL, in order, each once. A connection that breaks, stalls, or whose URL
 * expires is taken up again from the next byte with a new URL; the attempts are counted anew after every byte gained.
 *
 * @throws EngineError `network` when no attempt gains a byte any more, `digest-mismatch` when the length is wrong.
 */
export async function* downloadLayer(
  source: RepositoryHandle,
  blob: BlobDescriptor,
  policy: RetryPolicy,
  { firstByte = 0, signal }: DownloadOptions = {},
): AsyncGenerator<Buffer, void, undefined> {
  let position = firstByte;
  let attempt = 1;
  while (position < blob.size) {
    try {
      const url = await downloadUrl(source, blob.digest, signal);
      const { network, timeouts } = source.registry;
      const response = await openDownload(network, url, position, timeouts.stalledDownload, signal);
      try {
        checkStatus(response.statusCode ?? 0, blob, position);
        for await (const chunk of response as AsyncIterable<Buffer>) {
          position += chunk.length;
          if (position > blob.size) throw wrongLength(blob.digest, blob.size);
          attempt = 1;
          await source.bandwidth?.take(chunk.length, signal);
          yield chunk;
        }
        if (position < blob.size) throw broken(blob.digest, `after ${position} of ${blob.size} bytes`);
      } finally {
        response.destroy();
      }
    } catch (error) {
      signal?.throwIfAborted();
      if (isAbort(error)) throw error;
      const failure =
        error instanceof EngineError
          ? error
          : broken(blob.digest, readAwsError(error).code ?? 'no answer', error);
      if (!failure.data.retryable || attempt >= policy.attempts) throw failure;
      await delay(waitBefore(attempt, policy), undefined, signal ? { signal } : {});
      attempt += 1;
    }
  }
}
