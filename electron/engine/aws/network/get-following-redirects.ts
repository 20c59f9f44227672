import type { IncomingMessage } from 'node:http';
import http from 'node:http';
import https from 'node:https';
import { createSilenceTimer, timedOutError } from '../../async/silence-timer.ts';
import { rememberPresignedUrl } from '../../redaction/remember-presigned-url.ts';
import type { Network } from './network.ts';
import { resolveRedirect } from './redirect-rules.ts';

/** A GET through the app's proxy and with its certificates. */
export interface GetRequest {
  readonly network: Pick<Network, 'getAgent' | 'userAgent'>;
  readonly url: string;
  /** Sent to every address that a redirect names, so without credentials. */
  readonly headers: Readonly<Record<string, string>>;
  /** Milliseconds without a response after which a connection counts as broken. */
  readonly silence: number;
  /** The message of the error for that. */
  readonly silenceMessage: string;
  readonly signal: AbortSignal | undefined;
}

/** The statuses that name another address for the same GET (RFC 9110, section 15.4). */
const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
const maxRedirects = 5;

async function sendGet(request: GetRequest): Promise<IncomingMessage> {
  const { network, url, headers, silence, silenceMessage, signal } = request;
  const agent = await network.getAgent(url);
  return new Promise((resolve, reject) => {
    const sent = (url.startsWith('https:') ? https : http).get(url, {
      headers: { 'User-Agent': network.userAgent, ...headers },
      agent,
      signal,
    });
    const timer = createSilenceTimer(silence, () => sent.destroy(timedOutError(silenceMessage)));
    timer.start();
    sent.once('response', (response) => {
      timer.stop();
      resolve(response);
    });
    sent.on('error', (error) => {
      timer.stop();
      reject(error);
    });
  });
}

/**
 * Sends a GET and follows redirects by the rules of `resolveRedirect`: from https to https alone.
 *
 * @returns a response of a status other than a redirect; undefined after too many redirects.
 * @throws what Node throws for a network failure, `ETIMEDOUT` for silence; AbortError; EngineError `not-aws` for a redirect
 * that is not safe to follow.
 */
export async function getFollowingRedirects(request: GetRequest): Promise<IncomingMessage | undefined> {
  let { url } = request;
  for (let followed = 0; followed <= maxRedirects; followed += 1) {
    const response = await sendGet({ ...request, url });
    if (!redirects.has(response.statusCode ?? 0)) return response;
    response.destroy();
    url = resolveRedirect(response.headers.location ?? '', url).href;
    rememberPresignedUrl(url);
  }
  return undefined;
}
