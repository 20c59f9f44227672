import type { ClientRequest, IncomingHttpHeaders, IncomingMessage } from 'node:http';
import http from 'node:http';
import https from 'node:https';
import type { SilenceTimer } from '../async/silence-timer.ts';
import { createSilenceTimer, timedOutError } from '../async/silence-timer.ts';
import type { Network } from '../aws/network/network.ts';

export interface RegistryResponse {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** As far as it is needed to read an error: not more than its first 64 KiB. */
  readonly text: string;
}

/** Bytes of a request that come one after another. */
export interface RequestBody {
  readonly chunks: AsyncIterable<Buffer>;
  /** How many bytes the chunks have in all. */
  readonly length: number;
}

export interface HttpRequest {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: RequestBody | undefined;
  /** Milliseconds until the answer, from the last byte of the request on, after which the connection counts as broken. */
  readonly timeout: number;
  /**
   * Milliseconds in which the registry takes no byte of the body; as `timeout` when absent. The time in which the body's
   * source is awaited does not count.
   */
  readonly stalled?: number;
  readonly signal?: AbortSignal | undefined;
}

const longestText = 64 * 1024;

async function textOf(response: IncomingMessage, timer: SilenceTimer): Promise<string> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of response as AsyncIterable<Buffer>) {
    timer.start();
    if (length < longestText) pieces.push(piece);
    length += piece.length;
  }
  return Buffer.concat(pieces).toString().slice(0, longestText);
}

/**
 * Sends one request to a registry's door. A body is streamed: the next chunk is asked for when the connection has room
 * for it. An answer that comes before the whole body was sent ends the sending.
 *
 * @throws what Node throws for a network failure, what the body's own source throws, or AbortError.
 */
export async function sendRegistryRequest(
  network: Network,
  uploadMethod: HttpRequest,
): Promise<RegistryResponse> {
  const { method, url, body, timeout, stalled = timeout, signal } = uploadMethod;
  const agent = await network.getAgent(url);
  const headers = { ...uploadMethod.headers, 'content-length': String(body?.length ?? 0) };
  const request = (url.startsWith('https:') ? https : http).request(url, {
    method,
    headers,
    agent,
    ...(signal && { signal }),
  });
  const breakOff = (): void => void request.destroy(timedOutError('The registry did not answer'));
  const [timer, sending] = [createSilenceTimer(timeout, breakOff), createSilenceTimer(stalled, breakOff)];
  const answered = new Promise<IncomingMessage>((resolve, reject) => {
    request.once('response', resolve);
    request.once('error', reject);
  });
  // Where the body's source fails first, nobody waits for the answer any more.
  answered.catch(() => undefined);
  try {
    return await exchange(request, body, answered, timer, sending);
  } finally {
    timer.stop();
    sending.stop();
  }
}

async function exchange(
  request: ClientRequest,
  body: RequestBody | undefined,
  answered: Promise<IncomingMessage>,
  timer: SilenceTimer,
  sending: SilenceTimer,
): Promise<RegistryResponse> {
  if (!body) {
    request.end();
    timer.start();
    return readAnswer(await answered, timer);
  }
  const sent = sendBody(request, body.chunks, timer, sending);
  try {
    // An answer may well come before all was sent; what comes first tells what happened.
    return await readAnswer(await Promise.race([answered, sent.then(() => answered)]), timer);
  } finally {
    if (!request.writableEnded) request.destroy();
    // It stops at the next chunk of its source.
    sent.catch(() => undefined);
  }
}

/** Resolves when the connection has room again, or is gone. */
const hasRoom = (request: ClientRequest): Promise<void> =>
  new Promise((resolve) => {
    const done = (): void => {
      request.off('drain', done).off('close', done);
      resolve();
    };
    request.on('drain', done).on('close', done);
  });

/** Writes chunk by chunk, as fast as the connection takes them; stops without a word when it is gone. @throws what the source throws. */
async function sendBody(
  request: ClientRequest,
  chunks: AsyncIterable<Buffer>,
  timer: SilenceTimer,
  sending: SilenceTimer,
): Promise<void> {
  for await (const chunk of chunks) {
    if (request.destroyed) return;
    if (request.write(chunk)) continue;
    sending.start();
    await hasRoom(request);
    sending.stop();
  }
  request.end();
  timer.start();
}

async function readAnswer(response: IncomingMessage, timer: SilenceTimer): Promise<RegistryResponse> {
  timer.start();
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    text: await textOf(response, timer),
  };
}
