import type { IncomingHttpHeaders } from 'node:http';

/** A request to the endpoint with its whole body. */
export interface EndpointRequest {
  readonly method: string;
  /** The origin by which the client reached this endpoint, for example `http://127.0.0.1:43210`. */
  readonly origin: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}
