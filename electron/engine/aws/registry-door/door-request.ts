import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import http from 'node:http';
import https from 'node:https';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Network } from '../network/network.ts';

export interface DoorAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** As far as it is needed to read an error: not more than its first 64 KiB. */
  readonly text: string;
}

/** Bytes of a request that come one after another. */
export interface DoorBody {
  readonly chunks: AsyncIterable<Buffer>;
  /** How many bytes the chunks have in all. */
  readonly length: number;
}

export interface DoorRequest {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: DoorBody | undefined;
  /** Milliseconds in which nothing moves on the connection, after which it counts as broken. */
  readonly timeout: number;
  readonly signal?: AbortSignal | undefined;
}

const longestText = 64 * 1024;

async function textOf(response: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of response as AsyncIterable<Buffer>) {
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
export async function sendDoorRequest(network: Network, door: DoorRequest): Promise<DoorAnswer> {
  const { method, url, body, timeout, signal } = door;
  const agent = await network.agentFor(url);
  const headers = { ...door.headers, 'content-length': String(body?.length ?? 0) };
  const request = (url.startsWith('https:') ? https : http).request(url, {
    method,
    headers,
    agent,
    timeout,
    ...(signal && { signal }),
  });
  request.on('timeout', () =>
    request.destroy(Object.assign(new Error('The registry did not answer'), { code: 'ETIMEDOUT' })),
  );
  const answered = new Promise<IncomingMessage>((resolve, reject) => {
    request.once('response', resolve);
    request.once('error', reject);
  });
  if (!body) {
    request.end();
    return readAnswer(await answered);
  }
  const stop = new AbortController();
  const sent = pipeline(Readable.from(body.chunks, { objectMode: true }), request, { signal: stop.signal });
  try {
    // Whichever fails first tells what happened; an answer may well come before all was sent.
    const response = await Promise.race([answered, sent.then(() => answered)]);
    return await readAnswer(response);
  } finally {
    stop.abort();
    await sent.catch(() => undefined);
  }
}

const readAnswer = async (response: IncomingMessage): Promise<DoorAnswer> => ({
  status: response.statusCode ?? 0,
  headers: response.headers,
  text: await textOf(response),
});
