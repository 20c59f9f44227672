import type { IncomingHttpHeaders } from 'node:http';

/** A request of the API door, wholly read. */
export interface ApiRequest {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly operation: string;
}
