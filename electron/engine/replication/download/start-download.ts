import type { IncomingMessage } from 'node:http';
import type { RepositoryHandle } from '../../aws/clients/repository-handle.ts';
import { readAwsError } from '../../errors/aws-error.ts';
import { describeNetworkError } from '../../errors/describe-network-error.ts';
import { EngineError } from '../../errors/engine-error.ts';
import type { BlobDescriptor } from '../../manifest/manifest.ts';
import { describeDownloadRefusal, readErrorResponse } from './download-refusal.ts';
import type { ByteRange } from './open-download.ts';
import { openDownload } from './open-download.ts';

/** The error `digest-mismatch` for a layer with more or fewer bytes at the source than its manifest states. */
export const wrongLengthError = ({ digest, size }: BlobDescriptor): EngineError =>
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

/** The response of a download. */
export interface StartedDownload {
  readonly response: IncomingMessage;
  /**
   * The response has the whole layer although a range was requested: a server may ignore a range (RFC 9110, section 14.2),
   * and proxies that scan whole files remove it.
   */
  readonly ignoresRange: boolean;
}

/**
 * Requests bytes of a layer from its presigned URL.
 *
 * @throws EngineError when the response has no bytes of the layer, or has another length than the layer; what Node throws
 *   for a network failure.
 */
export async function startDownload(
  { registry: { network, timeouts, region } }: RepositoryHandle,
  blob: BlobDescriptor,
  url: string,
  range: ByteRange,
  signal: AbortSignal,
): Promise<StartedDownload> {
  const silence = timeouts.stalledDownload;
  const isPartial = range.firstByte > 0 || range.lastByte !== undefined;
  try {
    const response = await openDownload(network, url, range, silence, signal);
    const { statusCode: status = 0, headers } = response;
    // A proxy's login page answers with HTTP 200 as well.
    if (headers['content-type']?.startsWith('text/html') !== true) {
      const isOtherLength = isPartial && Number(headers['content-length'] ?? blob.size) !== blob.size;
      if (status === 416 || (status === 200 && isOtherLength)) {
        response.destroy();
        throw wrongLengthError(blob);
      }
      if (status === 200) return { response, ignoresRange: isPartial };
      if (status === 206 && isPartial) return { response, ignoresRange: false };
    }
    throw describeDownloadRefusal(await readErrorResponse(response, silence), new URL(url).host, blob.digest);
  } catch (error) {
    if (error instanceof EngineError) throw withSourceSide(error);
    throw lastingNetworkError(error, url, region) ?? error;
  }
}
