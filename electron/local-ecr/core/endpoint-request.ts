import type { IncomingHttpHeaders } from 'node:http';

/** A request at the endpoint, wholly read. */
export interface EndpointRequest {
  readonly method: string;
  /** How the client reached this endpoint, such as `http://127.0.0.1:43210`. */
  readonly origin: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}
