import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { SilenceTimer } from '../async/silence-timer.ts';
import { OversizedResponseError } from '../aws/network/collect-body.ts';

/** A response of any status, read to its end. */
export interface RegistryResponse {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** The first 64 KiB of the response body, which is enough for an error. */
  readonly text: string;
}

const maxTextBytes = 64 * 1024;

/** Bytes after which a response is not read to its end, because it may have none. */
const maxResponse = 1024 * 1024;

async function readText(response: IncomingMessage, timer: SilenceTimer): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    timer.start();
    if (length < maxTextBytes) chunks.push(chunk);
    length += chunk.length;
    // Leaving the loop closes the connection.
    if (length > maxResponse) throw new OversizedResponseError(maxResponse);
  }
  return Buffer.concat(chunks).toString().slice(0, maxTextBytes);
}

/**
 * Reads a response to its end.
 *
 * @param timer is started again with every chunk.
 * @throws OversizedResponseError; what Node throws for a network failure.
 */
export async function readResponse(
  response: IncomingMessage,
  timer: SilenceTimer,
): Promise<RegistryResponse> {
  timer.start();
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    text: await readText(response, timer),
  };
}
