import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { ClientRequest, IncomingMessage } from 'node:http';

/** The kind of a registry request without the names of the repository, such as `blobs/uploads`. */
const registryPath = /^\/v2\/(?:.*\/(blobs\/uploads|blobs|manifests|tags|referrers)(?:\/|$))?/;

/**
 * The operation of a request. ECR names it in a header; of an OCI registry it is the method and the kind of the path; a
 * layer URL is a secret as a whole. Queries and bodies are never part of it.
 */
export function describeOperation({
  method,
  path,
  target,
}: {
  readonly method: string;
  readonly path: string;
  readonly target: unknown;
}): string {
  if (typeof target === 'string') return target.split('.').at(-1) ?? target;
  const [plain = '', query = ''] = path.split('?');
  const registry = registryPath.exec(plain);
  if (registry) return `${method} /v2/${registry[1] ?? ''}`;
  return /X-Amz-Signature=/i.test(query) ? `${method} layer` : `${method} ${plain}`;
}

/** `eu-west-1` and `ecr` of the scope of a signature (AWS General Reference, "Create a signed request"). */
export function readScope(authorization: unknown): string | undefined {
  const scope = /Credential=[^/]+\/\d{8}\/([\w-]+)\/([\w-]+)\/aws4_request/.exec(String(authorization));
  return scope ? `${scope[2]} ${scope[1]}` : undefined;
}

const readRequestId = ({ headers }: IncomingMessage): string | undefined =>
  [headers['x-amzn-requestid'], headers['x-amz-request-id']].flat().find((id) => id !== undefined);

const readMember = (message: object, name: string): unknown => Reflect.get(message, name);

const describeFailure = (error: unknown): string =>
  error instanceof Error ? error.message || error.name : String(error);

function describeResponse(response: unknown): string {
  if (!(response instanceof IncomingMessage)) return 'no response';
  const requestId = readRequestId(response);
  return `${response.statusCode}${requestId === undefined ? '' : `, request ${requestId}`}`;
}

function describeRequest(request: ClientRequest): string {
  const operation = describeOperation({
    method: request.method,
    path: request.path,
    target: request.getHeader('x-amz-target'),
  });
  const scope = readScope(request.getHeader('authorization'));
  return [operation, ...(scope === undefined ? [] : [scope]), request.host].join(' ');
}

/**
 * Writes a line for every HTTP request of this process: operation, region, host, status, request id and the milliseconds
 * to the response. Headers and bodies are not logged.
 *
 * @returns a function that ends it.
 */
export function logRequests(write: (line: string) => void): () => void {
  const startTimes = new WeakMap<ClientRequest, number>();
  const elapsed = (request: ClientRequest): string => {
    const startedAt = startTimes.get(request);
    return startedAt === undefined ? '' : ` in ${Math.round(performance.now() - startedAt)} ms`;
  };
  // The channels of Node.js (Node.js documentation, "Diagnostics Channel", "HTTP").
  const listeners: Readonly<Record<string, (request: ClientRequest, message: object) => void>> = {
    'http.client.request.created': (request) => void startTimes.set(request, performance.now()),
    'http.client.response.finish': (request, message) =>
      write(
        `${describeRequest(request)}: ${describeResponse(readMember(message, 'response'))}${elapsed(request)}`,
      ),
    'http.client.request.error': (request, message) =>
      write(
        `${describeRequest(request)}: ${describeFailure(readMember(message, 'error'))}${elapsed(request)}`,
      ),
  };
  const entries = Object.entries(listeners).map(([name, listener]) => {
    const onMessage = (message: unknown): void => {
      if (typeof message !== 'object' || message === null) return;
      const request = readMember(message, 'request');
      if (request instanceof ClientRequest) listener(request, message);
    };
    return [name, onMessage] as const;
  });
  for (const [name, listener] of entries) subscribe(name, listener);
  return () => {
    for (const [name, listener] of entries) unsubscribe(name, listener);
  };
}
