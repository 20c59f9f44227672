import type { IncomingMessage } from 'node:http';
import http from 'node:http';
import https from 'node:https';
import { resolveRedirect } from '../../aws/network/redirect-rules.ts';
import type { Network } from '../../aws/network/network.ts';
import { EngineError } from '../../errors/engine-error.ts';
import { createSilenceTimer, timedOutError } from '../../async/silence-timer.ts';
import { rememberPresignedUrl } from '../../redaction/remember-presigned-url.ts';

/** Bytes of a layer, counted from 0, both included; up to the end of the layer when `lastByte` is absent. */
export interface ByteRange {
  readonly firstByte: number;
  readonly lastByte?: number;
}

/** The statuses that name another address for the same GET (RFC 9110, section 15.4). */
const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
const maxRedirects = 5;

const tooManyRedirects = (url: string): EngineError =>
  new EngineError({
    code: 'not-aws',
    message: `${new URL(url).host} answers with one redirect after another instead of the layer. Check the network and the proxy, then try again.`,
    retryable: false,
    action: 'retry',
  });

function rangeHeaders({ firstByte, lastByte }: ByteRange): Readonly<Record<string, string>> {
  if (lastByte !== undefined) return { Range: `bytes=${firstByte}-${lastByte}` };
  return firstByte > 0 ? { Range: `bytes=${firstByte}-` } : {};
}

async function sendGet(
  network: Network,
  url: string,
  headers: Readonly<Record<string, string>>,
  silence: number,
  signal: AbortSignal | undefined,
): Promise<IncomingMessage> {
  const agent = await network.getAgent(url);
  return new Promise((resolve, reject) => {
    const request = (url.startsWith('https:') ? https : http).get(url, {
      headers: { 'User-Agent': network.userAgent, ...headers },
      agent,
      signal,
    });
    const timer = createSilenceTimer(silence, () => request.destroy(timedOutError('The download stalled')));
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
 * Sends a GET for these bytes of a presigned layer URL, and follows redirects by the rules of `followable`. The URL has
 * its own signature, so that only Range and User-Agent are added. Any status other than a redirect is left to the caller.
 *
 * @param silence milliseconds without a response after which the connection counts as broken.
 * @throws what Node throws for a network failure; AbortError; EngineError `not-aws` for a redirect that is not safe to follow.
 */
export async function openDownload(
  network: Network,
  url: string,
  range: ByteRange,
  silence: number,
  signal: AbortSignal | undefined,
): Promise<IncomingMessage> {
  let target = url;
  for (let followed = 0; followed <= maxRedirects; followed += 1) {
    const response = await sendGet(network, target, rangeHeaders(range), silence, signal);
    if (!redirects.has(response.statusCode ?? 0)) return response;
    response.destroy();
    const { location = '' } = response.headers;
    target = resolveRedirect(location, target).href;
    rememberPresignedUrl(target);
  }
  throw tooManyRedirects(url);
}

/**
 * Reads the chunks of a response. Only the time in which a chunk is awaited counts as silence, because processing a
 * chunk may take any time.
 *
 * @param silence milliseconds without a byte after which the connection counts as broken.
 * @throws what Node throws for a network failure, `ETIMEDOUT` for silence.
 */
export async function* readChunks(
  response: IncomingMessage,
  silence: number,
): AsyncGenerator<Buffer, void, undefined> {
  const chunks = (response as AsyncIterable<Buffer>)[Symbol.asyncIterator]();
  const timer = createSilenceTimer(silence, () => response.destroy(timedOutError('The download stalled')));
  try {
    for (;;) {
      timer.start();
      const next = await chunks.next();
      timer.stop();
      if (next.done === true) return;
      yield next.value;
    }
  } finally {
    timer.stop();
    response.destroy();
  }
}
