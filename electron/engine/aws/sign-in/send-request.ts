import type { IncomingHttpHeaders } from 'node:http';
import http from 'node:http';
import https from 'node:https';
import { text } from 'node:stream/consumers';
import type { Network } from '../network/network.ts';

/** Milliseconds in which IAM Identity Center has to answer. */
const answerTimeout = 12_000;

export interface HttpRequest {
  readonly method: 'GET' | 'HEAD' | 'POST';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  readonly signal: AbortSignal;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** The answer is none that AWS gives: something on the way answered in its place. Holds nothing of the answer. */
export class NotAwsError extends Error {
  override readonly name = 'NotAwsError';
  readonly host: string;
  readonly status: number;

  constructor(url: string, status: number) {
    const { host } = new URL(url);
    super(`${host} answered ${status} with something that AWS does not answer`);
    this.host = host;
    this.status = status;
  }
}

/**
 * Sends one request and reads its whole answer, whatever its status; follows no redirect.
 *
 * @throws what Node throws for a network failure, `ETIMEDOUT` when nothing answers in time, or the signal's reason.
 */
export async function sendRequest(network: Network, request: HttpRequest): Promise<HttpResponse> {
  const { method, url, headers, body, signal } = request;
  const agent = await network.getAgent(url);
  const timeout = AbortSignal.timeout(answerTimeout);
  const payload = body === undefined ? undefined : JSON.stringify(body);
  try {
    return await new Promise((resolve, reject) => {
      const sent = (url.startsWith('https:') ? https : http).request(
        url,
        {
          method,
          agent,
          signal: AbortSignal.any([signal, timeout]),
          headers: {
            ...(payload === undefined
              ? {}
              : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(payload) }),
            ...headers,
          },
        },
        (response) => {
          const { statusCode = 0, headers: answered } = response;
          text(response).then(
            (read) => resolve({ status: statusCode, headers: answered, text: read }),
            reject,
          );
        },
      );
      sent.on('error', reject);
      sent.end(payload);
    });
  } catch (error) {
    signal.throwIfAborted();
    if (!timeout.aborted) throw error;
    throw Object.assign(new Error(`${new URL(url).host} did not answer`), { code: 'ETIMEDOUT' });
  }
}

/** The answer's JSON; an empty answer is an empty object. @throws NotAwsError */
export function readJson(url: string, { status, text: json }: HttpResponse): unknown {
  if (json.trim() === '') return {};
  try {
    return JSON.parse(json);
  } catch {
    throw new NotAwsError(url, status);
  }
}
