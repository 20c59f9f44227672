import type { IncomingHttpHeaders } from 'node:http';

/** A request at the endpoint, wholly read. */
export interface EndpointRequest {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}
