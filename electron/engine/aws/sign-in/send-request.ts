import type { IncomingHttpHeaders } from 'node:http';
import http from 'node:http';
import https from 'node:https';
import { collectBody, OversizedResponseError } from '../network/collect-body.ts';
import type { Network } from '../network/network.ts';

/** Milliseconds for the whole response. */
const responseTimeout = 12_000;

/** Bytes of a response; those of AWS have a few thousand. */
const maxResponse = 1024 * 1024;

/** A request without an AWS signature. `user-agent` and the headers of the body are added. */
export interface HttpRequest {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Milliseconds for the whole response; 12 seconds when absent. */
  readonly timeout?: number;
  readonly signal: AbortSignal;
}

/** A response of any status, read to its end. */
export interface HttpResponse {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/**
 * A response that is not from AWS but from the network, such as a captive portal: it has another form, or is larger than
 * any response of AWS. Contains nothing of the response.
 */
export class NotAwsError extends Error {
  override readonly name = 'NotAwsError';
  readonly host: string;
  readonly status: number;

  constructor(url: string, status: number) {
    const { host } = new URL(url);
    super(`The response for ${host} with status ${status} is not from AWS`);
    this.host = host;
    this.status = status;
  }
}

/**
 * Sends a request and reads the whole response of any status, without following redirects.
 *
 * @throws Node's error for a network failure, an error with the code `ETIMEDOUT` after the timeout, NotAwsError for a
 *   response that is larger than any response of AWS, or the signal's reason.
 */
export async function sendRequest(
  network: Pick<Network, 'getAgent' | 'userAgent'>,
  request: HttpRequest,
): Promise<HttpResponse> {
  const { method, url, headers, body, signal } = request;
  const agent = await network.getAgent(url);
  const timeout = AbortSignal.timeout(request.timeout ?? responseTimeout);
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
            'user-agent': network.userAgent,
            ...(payload === undefined
              ? {}
              : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(payload) }),
            ...headers,
          },
        },
        (response) => {
          const { statusCode: status = 0, headers: responseHeaders } = response;
          collectBody(response, maxResponse).then(
            (responseBody) => resolve({ status, headers: responseHeaders, text: responseBody.toString() }),
            (error: unknown) =>
              reject(error instanceof OversizedResponseError ? new NotAwsError(url, status) : error),
          );
        },
      );
      sent.on('error', reject);
      sent.end(payload);
    });
  } catch (error) {
    signal.throwIfAborted();
    if (!timeout.aborted) throw error;
    throw Object.assign(new Error(`${new URL(url).host} did not respond`), { code: 'ETIMEDOUT' });
  }
}

/** Parses the JSON of a response; an empty response is an empty object. @throws NotAwsError if it is not JSON. */
export function readJson(url: string, { status, text: json }: HttpResponse): unknown {
  if (json.trim() === '') return {};
  try {
    return JSON.parse(json);
  } catch {
    throw new NotAwsError(url, status);
  }
}
