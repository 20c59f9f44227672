import type { NodeHttpHandler } from '@smithy/node-http-handler';

type Handle = NodeHttpHandler['handle'];

/** What the SDK's clients need of a request handler. */
export interface RequestHandler {
  readonly metadata: NodeHttpHandler['metadata'];
  handle: Handle;
}

/** Sees how requests fail that the SDK makes by itself, and of which it tells only that something is not there. */
export interface WitnessedHandler {
  readonly handler: RequestHandler;
  /** The last failure on the way, or of the service itself, in the form of an SDK error; undefined when all were answered. */
  readonly failure: () => unknown;
}

/** Where requests go instead, by the first label of the host that the SDK would call: `oidc`, `portal`. */
export type Reroutes = ReadonlyMap<string, string>;

function rerouted(request: Parameters<Handle>[0], reroutes: Reroutes): Parameters<Handle>[0] {
  const endpoint = reroutes.get(request.hostname.split('.')[0] ?? '');
  if (endpoint === undefined) return request;
  const { protocol, hostname, port, pathname } = new URL(endpoint);
  const target = request.clone();
  target.protocol = protocol;
  target.hostname = hostname;
  if (port !== '') target.port = Number(port);
  target.path = `${pathname.replace(/\/$/, '')}${request.path}`;
  if (target.headers['host'] !== undefined) target.headers['host'] = new URL(endpoint).host;
  return target;
}

const isFault = (status: number, contentType: unknown): boolean =>
  status >= 500 || status === 407 || status === 429 || String(contentType).startsWith('text/html');

/** The same handler, watched; it is left open whatever becomes of its clients. */
export function witnessedHandler(inner: NodeHttpHandler, reroutes: Reroutes): WitnessedHandler {
  let failure: unknown;
  return {
    failure: () => failure,
    handler: {
      metadata: inner.metadata,
      async handle(request, options) {
        try {
          const answer = await inner.handle(rerouted(request, reroutes), options);
          const { statusCode, headers } = answer.response;
          failure = isFault(statusCode, headers['content-type'])
            ? {
                name: 'Unknown',
                message: `HTTP ${statusCode}`,
                $metadata: { httpStatusCode: statusCode },
                $response: { headers },
              }
            : undefined;
          return answer;
        } catch (error) {
          failure = error;
          throw error;
        }
      },
    },
  };
}
