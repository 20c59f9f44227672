import type { IncomingMessage } from 'node:http';
import type { Network } from '../../aws/network/network.ts';
import { EngineError } from '../../errors/engine-error.ts';
import { createSilenceTimer, timedOutError } from '../../async/silence-timer.ts';
import { getFollowingRedirects } from '../../aws/network/get-following-redirects.ts';

/** Bytes of a layer, counted from 0, both included; up to the end of the layer when `lastByte` is absent. */
export interface ByteRange {
  readonly firstByte: number;
  readonly lastByte?: number;
}

const tooManyRedirectsError = (url: string): EngineError =>
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

/**
 * Sends a GET for these bytes of a presigned layer URL, and follows redirects. The URL has its own signature, so that only
 * Range and User-Agent are added. Any status other than a redirect is left to the caller.
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
  const response = await getFollowingRedirects({
    network,
    url,
    headers: rangeHeaders(range),
    silence,
    silenceMessage: 'The download stalled',
    signal,
  });
  if (!response) throw tooManyRedirectsError(url);
  return response;
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
