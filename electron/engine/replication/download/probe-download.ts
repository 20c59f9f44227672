import type { RetryPolicy } from '../../async/retry.ts';
import { defaultRetryPolicy, withRetry } from '../../async/retry.ts';
import { getDownloadUrl } from '../../ecr/download-url.ts';
import type { RepositoryHandle } from '../../aws/clients/repository-handle.ts';
import { readAwsError } from '../../errors/aws-error.ts';
import { EngineError } from '../../errors/engine-error.ts';
import { isAbort } from '../../errors/to-error-data.ts';
import { describeDownloadRefusal, readErrorResponse } from './download-refusal.ts';
import { openDownload } from './open-download.ts';

/** The smallest range that can be requested. */
const firstByteOnly = { firstByte: 0, lastByte: 0 };

/** Few attempts, because a host that a firewall blocks does not answer later either. */
const probePolicy: RetryPolicy = { ...defaultRetryPolicy, attempts: 2, attemptsWhenThrottled: 2 };

const unreachableError = (host: string, reason: string, cause?: unknown): EngineError =>
  new EngineError(
    {
      code: 'network',
      message: `ECR serves layers from ${host}, which cannot be read from here (${reason}). Allow this host in the firewall, proxy or VPC endpoint, then try again.`,
      side: 'source',
      retryable: true,
      action: 'retry',
    },
    cause,
  );

/**
 * Downloads the first byte of a layer. This checks that the profile may get its URL, and that its host, which is S3 and
 * not ECR, is reachable.
 *
 * @throws EngineError
 */
export async function probeDownload(source: RepositoryHandle, digest: string): Promise<void> {
  const { network, timeouts } = source.registry;
  const url = await getDownloadUrl(source, digest);
  const { host } = new URL(url);
  await withRetry(probePolicy, undefined, async () => {
    try {
      const response = await openDownload(network, url, firstByteOnly, timeouts.connection, undefined);
      const { statusCode } = response;
      if (statusCode !== 206 && statusCode !== 200)
        throw describeDownloadRefusal(await readErrorResponse(response, timeouts.connection), host, digest);
      response.destroy();
    } catch (error) {
      if (error instanceof EngineError || isAbort(error)) throw error;
      throw unreachableError(host, readAwsError(error).code ?? 'no answer', error);
    }
  });
}

/** The length after the slash in `Content-Range: bytes 0-0/1000` (RFC 9110, section 14.4). */
const completeLength = (contentRange: string | undefined): number | undefined => {
  const length = /\/(\d+)$/.exec(contentRange ?? '')?.[1];
  return length === undefined ? undefined : Number(length);
};

/**
 * Reads the length of a blob from the layer store's response to a request for its first byte.
 *
 * @returns bytes; undefined when the response does not state the length.
 * @throws EngineError when ECR does not return a URL; what Node throws for a network failure.
 */
export async function readDownloadLength(
  source: RepositoryHandle,
  digest: string,
  signal?: AbortSignal,
): Promise<number | undefined> {
  const { network, timeouts } = source.registry;
  const url = await getDownloadUrl(source, digest, signal);
  const response = await openDownload(network, url, firstByteOnly, timeouts.connection, signal);
  response.destroy();
  const { 'content-range': contentRange, 'content-length': contentLength } = response.headers;
  // A store that ignores the range responds with the whole blob.
  return response.statusCode === 200 && contentLength !== undefined
    ? Number(contentLength)
    : completeLength(contentRange);
}
