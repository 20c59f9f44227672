import type { IncomingMessage } from 'node:http';
import http from 'node:http';
import https from 'node:https';
import { resolveRedirect } from '../../aws/network/redirect-rules.ts';
import type { Network } from '../../aws/network/network.ts';
import { EngineError } from '../../errors/engine-error.ts';
import { createSilenceTimer, timedOutError } from '../../async/silence-timer.ts';
import { rememberPresignedUrl } from '../../redaction/remember-presigned-url.ts';

/** Bytes of a layer, both ends counted from 0 and included; to its end where no last one is given. */
interface ByteRange {
  readonly firstByte: number;
  readonly lastByte?: number;
}

/** RFC 9110, section 15.4: the statuses that name another address for the same GET. */
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

async function get(
  network: Network,
  url: string,
  headers: Readonly<Record<string, string>>,
  silence: number,
  signal: AbortSignal | undefined,
): Promise<IncomingMessage> {
  const agent = await network.getAgent(url);
  return new Promise((resolve, reject) => {
    const request = (url.startsWith('https:') ? https : http).get(url, { headers, agent, signal });
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
 * Starts a GET of these bytes from a presigned layer URL, and follows its redirects by the rules of `followable`. The URL
 * carries its own signature: no header is added but Range. The answer is not looked at otherwise, whatever its status.
 *
 * @param silence milliseconds without an answer after which it counts as broken.
 * @throws what Node throws for a network failure; AbortError; EngineError `not-aws` for a redirect that must not be followed.
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
    const response = await get(network, target, rangeHeaders(range), silence, signal);
    if (!redirects.has(response.statusCode ?? 0)) return response;
    response.destroy();
    const { location = '' } = response.headers;
    target = resolveRedirect(location, target).href;
    rememberPresignedUrl(target);
  }
  throw tooManyRedirects(url);
}

/**
 * The chunks of an answer. Only the time in which a chunk is awaited counts as silence: a reader may take as long as it
 * likes with what it has.
 *
 * @param silence milliseconds without a byte after which the connection counts as broken.
 * @throws what Node throws for a network failure, `ETIMEDOUT` for silence.
 */
export async function* chunksOf(
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
