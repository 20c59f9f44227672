import type { RepositoryHandle } from '../../aws/clients/repository-handle.ts';
import { getDownloadUrl } from '../../ecr/download-url.ts';
import { openDownload } from './open-download.ts';

/** The length of the whole, as `Content-Range: bytes 0-0/1000` states it (RFC 9110, section 14.4). */
const wholeLength = (contentRange: string | undefined): number | undefined => {
  const length = /\/(\d+)$/.exec(contentRange ?? '')?.[1];
  return length === undefined ? undefined : Number(length);
};

/**
 * Bytes of a blob, as the store of the layers states them; undefined where it states none. Its first byte is asked for.
 *
 * @throws EngineError where ECR does not return the blob; what Node throws for a network failure.
 */
export async function downloadLength(
  source: RepositoryHandle,
  digest: string,
  signal?: AbortSignal,
): Promise<number | undefined> {
  const { network, timeouts } = source.registry;
  const url = await getDownloadUrl(source, digest, signal);
  const range = { firstByte: 0, lastByte: 0 };
  const response = await openDownload(network, url, range, timeouts.connection, signal);
  response.destroy();
  const { 'content-range': contentRange, 'content-length': contentLength } = response.headers;
  // A store that passes over the range answers with the whole.
  return response.statusCode === 200 && contentLength !== undefined
    ? Number(contentLength)
    : wholeLength(contentRange);
}
