import type { ClientRequest, IncomingHttpHeaders, IncomingMessage } from 'node:http';
import http from 'node:http';
import https from 'node:https';
import type { SilenceTimer } from '../async/silence-timer.ts';
import { createSilenceTimer, timedOutError } from '../async/silence-timer.ts';
import type { Network } from '../aws/network/network.ts';

export interface RegistryResponse {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** The first 64 KiB of the response body, which is enough for an error. */
  readonly text: string;
}

/** The streamed body of a request. */
export interface RequestBody {
  readonly chunks: AsyncIterable<Buffer>;
  /** Bytes of all chunks together. */
  readonly length: number;
}

export interface HttpRequest {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: RequestBody | undefined;
  /** Milliseconds from the last byte of the request to the response, after which the connection counts as broken. */
  readonly timeout: number;
  /**
   * Milliseconds in which the connection accepts no byte of the body, after which it counts as broken; as `timeout` when
   * absent. Waiting for the body's own source does not count.
   */
  readonly stalled?: number;
  readonly signal?: AbortSignal | undefined;
}

const maxTextBytes = 64 * 1024;

async function readText(response: IncomingMessage, timer: SilenceTimer): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    timer.start();
    if (length < maxTextBytes) chunks.push(chunk);
    length += chunk.length;
  }
  return Buffer.concat(chunks).toString().slice(0, maxTextBytes);
}

/**
 * Sends one request to the registry endpoint. A body is streamed: the next chunk is read when the connection has room
 * for it. A response that arrives before the whole body was sent ends the sending.
 *
 * @throws what Node throws for a network failure, what the body's own source throws, or AbortError.
 */
export async function sendRegistryRequest(
  network: Network,
  { method, url, headers, body, timeout, stalled = timeout, signal }: HttpRequest,
): Promise<RegistryResponse> {
  const agent = await network.getAgent(url);
  const request = (url.startsWith('https:') ? https : http).request(url, {
    method,
    headers: { 'user-agent': network.userAgent, ...headers, 'content-length': String(body?.length ?? 0) },
    agent,
    ...(signal && { signal }),
  });
  const onSilence = (): void => void request.destroy(timedOutError('The registry did not answer'));
  const responseTimer = createSilenceTimer(timeout, onSilence);
  const sendTimer = createSilenceTimer(stalled, onSilence);
  const response = new Promise<IncomingMessage>((resolve, reject) => {
    request.once('response', resolve);
    request.once('error', reject);
  });
  // When the body's source fails first, the response is no longer awaited.
  response.catch(() => undefined);
  try {
    return await exchange(request, body, response, responseTimer, sendTimer);
  } finally {
    responseTimer.stop();
    sendTimer.stop();
  }
}

async function exchange(
  request: ClientRequest,
  body: RequestBody | undefined,
  response: Promise<IncomingMessage>,
  responseTimer: SilenceTimer,
  sendTimer: SilenceTimer,
): Promise<RegistryResponse> {
  if (!body) {
    request.end();
    responseTimer.start();
    return readResponse(await response, responseTimer);
  }
  const sent = sendBody(request, body.chunks, responseTimer, sendTimer);
  try {
    // A response that arrives before the whole body was sent is the outcome, as is a failure of the body's source.
    return await readResponse(await Promise.race([response, sent.then(() => response)]), responseTimer);
  } finally {
    if (!request.writableEnded) request.destroy();
    // Sending stops at the next chunk of the source.
    sent.catch(() => undefined);
  }
}

/** Resolves when the connection has room again, or is closed. */
const whenWritable = (request: ClientRequest): Promise<void> =>
  new Promise((resolve) => {
    const done = (): void => {
      request.off('drain', done).off('close', done);
      resolve();
    };
    request.on('drain', done).on('close', done);
  });

/** Writes the chunks as fast as the connection accepts them, and stops when it is closed. @throws what the source throws. */
async function sendBody(
  request: ClientRequest,
  chunks: AsyncIterable<Buffer>,
  responseTimer: SilenceTimer,
  sendTimer: SilenceTimer,
): Promise<void> {
  for await (const chunk of chunks) {
    if (request.destroyed) return;
    if (request.write(chunk)) continue;
    sendTimer.start();
    await whenWritable(request);
    sendTimer.stop();
  }
  request.end();
  responseTimer.start();
}

async function readResponse(response: IncomingMessage, timer: SilenceTimer): Promise<RegistryResponse> {
  timer.start();
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    text: await readText(response, timer),
  };
}
