import type { ClientRequest, IncomingMessage } from 'node:http';
import http from 'node:http';
import https from 'node:https';
import type { SilenceTimer } from '../async/silence-timer.ts';
import { createSilenceTimer, timedOutError } from '../async/silence-timer.ts';
import type { RegistryToken } from '../aws/clients/registry-token.ts';
import type { RepositoryHandle } from '../aws/clients/repository-handle.ts';
import { limitSlowResponse } from '../aws/network/limit-slow-response.ts';
import type { Network } from '../aws/network/network.ts';
import { isSameOrigin, resolveRedirect } from '../aws/network/redirect-rules.ts';
import { oversizedResponseName, readAwsError } from '../errors/aws-error.ts';
import { describeAwsError } from '../errors/describe-aws-error.ts';
import { isNetworkError } from '../errors/describe-network-error.ts';
import { EngineError } from '../errors/engine-error.ts';
import { registryError } from './registry-error.ts';
import type { RegistryResponse } from './registry-response.ts';
import { readResponse } from './registry-response.ts';

/** The streamed body of a request. */
export interface RequestBody {
  readonly chunks: AsyncIterable<Buffer>;
  /** Bytes of all chunks together. */
  readonly length: number;
}

/** One request to a registry endpoint. `user-agent` and `content-length` are added to its headers. */
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

const createTimeoutError = (): Error => timedOutError('The registry did not answer');

/**
 * Sends one request to the registry endpoint. A body is streamed: the next chunk is read when the connection has room
 * for it. A response that arrives before the whole body was sent ends the sending.
 *
 * @throws what Node throws for a network failure, OversizedResponseError, what the body's own source throws, or
 *   AbortError.
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
  const onSilence = (): void => void request.destroy(createTimeoutError());
  const responseTimer = createSilenceTimer(timeout, onSilence);
  const sendTimer = createSilenceTimer(stalled, onSilence);
  const response = new Promise<IncomingMessage>((resolve, reject) => {
    request.once('response', (received) => {
      limitSlowResponse(received, timeout, () => void received.destroy(createTimeoutError()));
      resolve(received);
    });
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

/** A request of the OCI registry API. The address of the registry and the token are added. */
export interface RegistryRequest extends Pick<HttpRequest, 'method' | 'body'> {
  /** The corresponding operation of the ECR API, which sets the request rate and is named in errors. */
  readonly operation: string;
  /** A path, or an address from an earlier response. */
  readonly target: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Statuses of a successful response. */
  readonly accepts: readonly number[];
  /** Milliseconds without a response; as for every call of the API when absent. */
  readonly timeout?: number;
  readonly signal?: AbortSignal | undefined;
  /** Returns the error to throw for the failure of one attempt: it decides whether another attempt follows. */
  readonly judgeFailure?: ((error: unknown) => unknown) | undefined;
}

/** Only the registry itself gets the token, never an address to which it redirects. */
const headersFor = (url: URL, token: RegistryToken): Readonly<Record<string, string>> =>
  isSameOrigin(url, new URL(token.address)) ? { authorization: token.authorization } : {};

/**
 * Sends a request once, with this token.
 *
 * @throws EngineError for an error response or a network failure, RegistryTokenRejectedError, or what the body's own
 *   source throws.
 */
export async function registryRequestOnce(
  { registry, name }: RepositoryHandle,
  token: RegistryToken,
  { method, body, operation, target, headers, accepts, timeout, signal }: RegistryRequest,
): Promise<RegistryResponse> {
  const url = resolveRedirect(target, `${token.address}/`);
  const { profile, region, network, timeouts } = registry;
  const request = `${method} ${url.pathname}`;
  const context = { profile, region, operation, request, host: url.host, repositoryName: name };
  const send = async (): Promise<RegistryResponse> => {
    try {
      return await sendRegistryRequest(network, {
        method,
        url: url.href,
        body,
        signal,
        headers: { ...headers, ...headersFor(url, token) },
        timeout: timeout ?? timeouts.request,
        stalled: timeouts.stalledUpload,
      });
    } catch (thrown) {
      // Errors of the body's own source are not network errors of the registry.
      const error = readAwsError(thrown);
      throw isNetworkError(error) || error.name === oversizedResponseName
        ? new EngineError(describeAwsError(error, context), thrown)
        : thrown;
    }
  };
  const response = await send();
  if (accepts.includes(response.status)) return response;
  throw registryError(response, context);
}
