import type { IncomingMessage } from 'node:http';
import https from 'node:https';
import { basename } from 'node:path';
import { createSilenceTimer, timedOutError } from '../../../engine/async/silence-timer.ts';
import type { Network } from '../../../engine/aws/network/network.ts';
import { resolveRedirect } from '../../../engine/aws/network/redirect-rules.ts';
import { rememberPresignedUrl } from '../../../engine/redaction/remember-presigned-url.ts';
import { readChunks } from '../../../engine/replication/download/open-download.ts';
import { createStatusError, rejectUpdate } from './describe-update-error.ts';

/** What requests to the feed use: the app's own proxy and certificates. */
export interface FeedConnection {
  readonly network: Pick<Network, 'getAgent' | 'userAgent'>;
  /** Milliseconds without a byte after which a connection counts as broken. */
  readonly silence: number;
}

/** The statuses that name another address for the same GET (RFC 9110, section 15.4). */
const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
const maxRedirects = 5;

/** The name of a file in a URL. */
export const fileOf = (url: URL): string => basename(url.pathname);

async function sendGet(
  { network, silence }: FeedConnection,
  url: URL,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal | undefined,
): Promise<IncomingMessage> {
  const agent = await network.getAgent(url.href);
  return new Promise((resolve, reject) => {
    const request = https.get(url, {
      agent,
      signal,
      headers: { 'user-agent': network.userAgent, 'cache-control': 'no-cache', ...headers },
    });
    const timer = createSilenceTimer(silence, () =>
      request.destroy(timedOutError('The feed did not respond')),
    );
    timer.start();
    request.once('response', (response) => {
      timer.stop();
      resolve(response);
    });
    request.on('error', (error) => {
      timer.stop();
      reject(error);
    });
  });
}

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
  let target = url;
  for (let followed = 0; followed <= maxRedirects; followed += 1) {
    const response = await sendGet(connection, target, headers, signal);
    const status = response.statusCode ?? 0;
    if (!redirects.has(status)) return response;
    response.destroy();
    target = resolveRedirect(response.headers.location ?? '', target.href);
    rememberPresignedUrl(target.href);
  }
  throw rejectUpdate('not-understood', fileOf(url), url.host);
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
