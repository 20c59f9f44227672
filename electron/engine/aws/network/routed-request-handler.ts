import type { Agent as HttpAgent } from 'node:http';
import { IncomingMessage } from 'node:http';
import type { Agent as HttpsAgent } from 'node:https';
import { Readable } from 'node:stream';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { createSilenceTimer } from '../../async/silence-timer.ts';
import { connectionBuffer } from './agents.ts';
import { limitSlowResponse } from './limit-slow-response.ts';
import type { Timeouts } from './timeouts.ts';

/** The connections of one route, and the SDK's request handler that uses them. */
export interface Connections {
  readonly httpAgent: HttpAgent;
  readonly httpsAgent: HttpsAgent;
  readonly requestHandler: NodeHttpHandler;
}

type Request = Parameters<NodeHttpHandler['handle']>[0];
type HandlerResult = Awaited<ReturnType<NodeHttpHandler['handle']>>;

/** Options of one call in addition to those of the SDK, which passes them through unchanged. */
export interface HandlingOptions {
  /** Milliseconds from the last byte of the request to the response. */
  readonly requestTimeout?: number;
  /** Called with the number of bytes whenever the connection accepted bytes of the body, and with 0 for the response. */
  readonly onProgress?: ((bytes: number) => void) | undefined;
}

type Options = Parameters<NodeHttpHandler['handle']>[1] & HandlingOptions;

/** `https://api.ecr.eu-west-1.amazonaws.com/` */
const buildUrl = ({ protocol, hostname, port }: Request): string =>
  `${protocol}//${hostname}${port === undefined ? '' : `:${port}`}/`;

/** Bytes of a body that are written to the connection at once; progress is reported after each slice. */
const sliceSize = connectionBuffer;

/** Slices that Node buffers before the connection accepts the first one. */
const bufferedSlices = 3;

function* sliceBody(body: Uint8Array, onSliceSent: () => void): Generator<Uint8Array> {
  for (let start = 0; start < body.length; start += sliceSize) {
    if (start > bufferedSlices * sliceSize) onSliceSent();
    yield body.subarray(start, start + sliceSize);
  }
}

const createBodyStream = (body: Uint8Array, onSliceSent: () => void): Readable =>
  Readable.from(sliceBody(body, onSliceSent), { objectMode: false, highWaterMark: sliceSize });

/** Uses the name of the SDK's own timeouts, which distinguishes it from an abort by the caller. */
const createTimeoutError = (): Error =>
  Object.assign(new Error('The connection made no progress for too long'), {
    name: 'TimeoutError',
    code: 'ETIMEDOUT',
  });

/** Whether a request is for the ECR API; other services, such as STS, respond faster. */
const isEcr = ({ headers }: Request): boolean =>
  (headers['x-amz-target'] ?? headers['X-Amz-Target'] ?? '').startsWith('AmazonEC2ContainerRegistry');

/**
 * The request handler of every SDK client: sends each request over the current route to its host. Its timeouts limit the
 * time without progress, never the duration of a request.
 */
export class RoutedRequestHandler extends NodeHttpHandler {
  private readonly getConnections: (url: string) => Promise<Connections>;
  private readonly onFailure: (url: string) => void;
  private readonly timeouts: Timeouts;

  constructor(
    getConnections: (url: string) => Promise<Connections>,
    onFailure: (url: string) => void,
    timeouts: Timeouts,
  ) {
    super();
    this.getConnections = getConnections;
    this.onFailure = onFailure;
    this.timeouts = timeouts;
  }

  override async handle(request: Request, options: Options = {}): Promise<HandlerResult> {
    const url = buildUrl(request);
    const { requestHandler } = await this.getConnections(url);
    try {
      return await this.handleWithTimeouts(requestHandler, request, options);
    } catch (error) {
      this.onFailure(url);
      throw error;
    }
  }

  /** Keeps the connections open when a client is destroyed: all clients share them. */
  override destroy(): void {}

  private async handleWithTimeouts(
    handler: NodeHttpHandler,
    request: Request,
    options: Options,
  ): Promise<HandlerResult> {
    const { abortSignal, requestTimeout, onProgress = () => undefined } = options;
    const responseTimeout = requestTimeout ?? (isEcr(request) ? this.timeouts.request : this.timeouts.answer);
    const timeout = new AbortController();
    const responseTimer = createSilenceTimer(responseTimeout, () => timeout.abort());
    const uploadTimer = createSilenceTimer(this.timeouts.stalledUpload, () => timeout.abort());
    const { body } = request;
    let bodyStream: Readable | undefined;
    if (body instanceof Uint8Array && body.length > sliceSize) {
      bodyStream = createBodyStream(body, () => {
        onProgress(sliceSize);
        uploadTimer.start();
      });
      bodyStream.once('end', () => {
        uploadTimer.stop();
        responseTimer.start();
      });
      request.body = bodyStream;
      uploadTimer.start();
    } else {
      responseTimer.start();
    }
    // A listener of its own is removed with the response; Node keeps entries of `AbortSignal.any` for as long as the caller's signal.
    const caller = abortSignal instanceof AbortSignal ? abortSignal : undefined;
    const abort = (): void => timeout.abort(caller?.reason);
    const stopListening = (): void => caller?.removeEventListener('abort', abort);
    caller?.addEventListener('abort', abort, { once: true });
    if (caller?.aborted) abort();
    try {
      const result = await handler.handle(request, { abortSignal: timeout.signal });
      onProgress(0);
      const { body: responseBody } = result.response;
      if (responseBody instanceof Readable) {
        const endSilent = (): void => void responseBody.destroy(createTimeoutError());
        if (responseBody instanceof IncomingMessage) responseBody.setTimeout(responseTimeout, endSilent);
        limitSlowResponse(responseBody, responseTimeout, endSilent);
        responseBody.once('close', stopListening);
      } else stopListening();
      return result;
    } catch (error) {
      stopListening();
      throw timeout.signal.aborted && !abortSignal?.aborted ? createTimeoutError() : error;
    } finally {
      // After an early response, the rest of the body is not sent.
      bodyStream?.removeAllListeners('end').destroy();
      responseTimer.stop();
      uploadTimer.stop();
    }
  }
}
