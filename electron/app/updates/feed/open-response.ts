import type { IncomingMessage } from 'node:http';
import { basename } from 'node:path';
import type { Network } from '../../../engine/aws/network/network.ts';
import { readChunks } from '../../../engine/replication/download/open-download.ts';
import { createStatusError, rejectUpdate } from './describe-update-error.ts';
import { getFollowingRedirects } from '../../../engine/aws/network/get-following-redirects.ts';

/** What requests to the feed use: the app's own proxy and certificates. */
export interface FeedConnection {
  readonly network: Pick<Network, 'getAgent' | 'userAgent'>;
  /** Milliseconds without a byte after which a connection counts as broken. */
  readonly silence: number;
}

/** The name of a file in a URL. */
export const fileOf = (url: URL): string => basename(url.pathname);

/**
 * Sends a GET over https and follows redirects to https alone, as GitHub's of a release to its store.
 *
 * @returns a response of a status other than a redirect.
 * @throws what Node throws for a network failure; EngineError `not-aws` for a redirect that is not safe to follow.
 */
export async function openResponse(
  connection: FeedConnection,
  url: URL,
  headers: Readonly<Record<string, string>> = {},
  signal?: AbortSignal,
): Promise<IncomingMessage> {
  const response = await getFollowingRedirects({
    ...connection,
    url: url.href,
    headers: { 'cache-control': 'no-cache', ...headers },
    silenceMessage: 'The feed did not respond',
    signal,
  });
  if (!response) throw rejectUpdate('not-understood', fileOf(url), url.host);
  return response;
}

/**
 * Reads a small file of the feed.
 *
 * @returns undefined when the feed does not have it.
 * @throws EngineError `update-rejected` for a larger one, of which no more is read; `service-unavailable` for another status.
 */
export async function readFeedFile(
  connection: FeedConnection,
  url: URL,
  maxBytes: number,
): Promise<Buffer | undefined> {
  const response = await openResponse(connection, url);
  const status = response.statusCode ?? 0;
  if (status !== 200) {
    response.destroy();
    if (status === 404) return undefined;
    throw createStatusError(fileOf(url), url.host, status);
  }
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of readChunks(response, connection.silence)) {
    length += chunk.length;
    if (length > maxBytes) throw rejectUpdate('too-large', fileOf(url), url.host);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
