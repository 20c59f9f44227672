import type { Agent as HttpAgent } from 'node:http';
import type { Agent as HttpsAgent } from 'node:https';
import { Readable } from 'node:stream';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { createSilenceTimer } from '../../async/silence-timer.ts';
import type { Timeouts } from './timeouts.ts';

/** All connections of one route, and the SDK's handler over them. */
export interface Connections {
  readonly httpAgent: HttpAgent;
  readonly httpsAgent: HttpsAgent;
  readonly requestHandler: NodeHttpHandler;
}

type Request = Parameters<NodeHttpHandler['handle']>[0];
type Handled = Awaited<ReturnType<NodeHttpHandler['handle']>>;

/** What one call may give beside the SDK's own options; the SDK hands it on as it is. */
export interface HandlingOptions {
  /** Milliseconds of silence until the answer, from the last byte of the request on. */
  readonly requestTimeout?: number;
  /** Called whenever the other end took bytes of the body, with their number, and with 0 when it answered. */
  readonly onProgress?: ((bytes: number) => void) | undefined;
}

type Options = Parameters<NodeHttpHandler['handle']>[1] & HandlingOptions;

/** `https://api.ecr.eu-west-1.amazonaws.com`, as for any URL. */
const urlOf = ({ protocol, hostname, port }: Request): string =>
  `${protocol}//${hostname}${port === undefined ? '' : `:${port}`}/`;

/** Bytes of a body that are handed to the connection at once: how often progress can be seen. */
const sliceSize = 64 * 1024;

/** So many are asked for before the connection has taken any. */
const slicesAhead = 3;

function* slicesOf(body: Uint8Array, onTaken: () => void): Generator<Uint8Array> {
  for (let start = 0; start < body.length; start += sliceSize) {
    if (start > slicesAhead * sliceSize) onTaken();
    yield body.subarray(start, start + sliceSize);
  }
}

/** A body in slices, of which the next one is asked for when the connection took the one before. */
const inSlices = (body: Uint8Array, onTaken: () => void): Readable =>
  Readable.from(slicesOf(body, onTaken), { objectMode: false, highWaterMark: sliceSize });

/** Silence in the SDK's own words, by which it is told from an abort of the caller's. */
const silent = (): Error =>
  Object.assign(new Error('The connection was silent for too long'), {
    name: 'TimeoutError',
    code: 'ETIMEDOUT',
  });

/** Signs of ECR's API; whatever lacks it, such as STS, answers at once. */
const isEcr = ({ headers }: Request): boolean =>
  (headers['x-amz-target'] ?? headers['X-Amz-Target'] ?? '').startsWith('AmazonEC2ContainerRegistry');

/**
 * The handler of every client: sends each request over the connections of the route that its host has now. Its limits are
 * limits of silence: a request may take as long as its bytes take.
 */
export class RoutedRequestHandler extends NodeHttpHandler {
  private readonly connectionsFor: (url: string) => Promise<Connections>;
  private readonly onFailure: (url: string) => void;
  private readonly timeouts: Timeouts;

  constructor(
    connectionsFor: (url: string) => Promise<Connections>,
    onFailure: (url: string) => void,
    timeouts: Timeouts,
  ) {
    super();
    this.connectionsFor = connectionsFor;
    this.onFailure = onFailure;
    this.timeouts = timeouts;
  }

  override async handle(request: Request, options: Options = {}): Promise<Handled> {
    const url = urlOf(request);
    const { requestHandler } = await this.connectionsFor(url);
    try {
      return await this.handleWithin(requestHandler, request, options);
    } catch (error) {
      this.onFailure(url);
      throw error;
    }
  }

  /** The connections are everybody's: a client that is destroyed takes none of them along. */
  override destroy(): void {}

  private async handleWithin(handler: NodeHttpHandler, request: Request, options: Options): Promise<Handled> {
    const { abortSignal, requestTimeout, onProgress = () => undefined } = options;
    const answer = requestTimeout ?? (isEcr(request) ? this.timeouts.request : this.timeouts.answer);
    const silence = new AbortController();
    const waiting = createSilenceTimer(answer, () => silence.abort());
    const sending = createSilenceTimer(this.timeouts.stalledUpload, () => silence.abort());
    const { body } = request;
    let sliced: Readable | undefined;
    if (body instanceof Uint8Array && body.length > sliceSize) {
      sliced = inSlices(body, () => {
        onProgress(sliceSize);
        sending.start();
      });
      sliced.once('end', () => {
        sending.stop();
        waiting.start();
      });
      request.body = sliced;
      sending.start();
    } else {
      waiting.start();
    }
    const given = abortSignal instanceof AbortSignal ? [abortSignal] : [];
    try {
      const handled = await handler.handle(request, {
        abortSignal: AbortSignal.any([silence.signal, ...given]),
      });
      onProgress(0);
      const { body: answered } = handled.response;
      answered?.setTimeout?.(answer, () => answered.destroy(silent()));
      return handled;
    } catch (error) {
      throw silence.signal.aborted && !abortSignal?.aborted ? silent() : error;
    } finally {
      // Where the answer came first, the rest of the body is not sent.
      sliced?.removeAllListeners('end').destroy();
      waiting.stop();
      sending.stop();
    }
  }
}
