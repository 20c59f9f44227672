import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer, request as send } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { listenOnFreePort } from '../../../electron/local-ecr/server/http-server.ts';
import { echoes } from './echoes.ts';
import { secretsIn, signaturesIn } from './secrets-in-traffic.ts';

/** Maximum number of echoed secrets: fewer than the app has at once, for a short response. */
const maxSaidBack = 40;

/** Which calls are rejected, how, and with what of their secrets in the response. */
export interface EchoFault {
  /** The AWS name of the operation; `registry PUT` and similar for a registry, `download` for a layer, `proxy`. */
  readonly operation: string;
  /** For the next rejected call. */
  next(): Refusal;
}

export interface Refusal {
  readonly echo: string;
  readonly status: number;
}

/** A relay between the app and a local ECR that rejects calls as AWS and proxies do, and echoes what it was sent. */
export interface EchoingRelay {
  readonly origin: string;
  /** The latest secrets, which are echoed. */
  readonly secrets: ReadonlySet<string>;
  /** Number of calls rejected so far. */
  readonly refused: number;
  /** Counts of the calls, by name. */
  readonly seen: ReadonlyMap<string, number>;
  fault: EchoFault | undefined;
  /** Stops echoing the secrets received until now, for the next client. */
  forget(): void;
  /** The address of a server behind this relay, whose calls are named by method and path. */
  through(origin: string): Promise<string>;
  /** What a third-party server was sent. */
  readonly foreign: readonly string[];
  close(): Promise<void>;
}

function apiOperation({ method = '', url = '', headers }: IncomingMessage, body: string): string {
  const target = headers['x-amz-target'];
  if (typeof target === 'string') return target.split('.').at(-1) ?? '';
  const action = /(?:^|&)Action=(\w+)/.exec(body)?.[1];
  if (action !== undefined) return action;
  return `${method} ${url.split('?')[0]}`;
}

const operationOf = (kind: Kind, request: IncomingMessage, body: string): string => {
  if (kind === 'api') return apiOperation(request, body);
  if (request.url?.startsWith('/v2/')) return `registry ${request.method}`;
  return 'download';
};

type Kind = 'api' | 'other';

/** Like AWS servers, which keep idle connections longer than the app does. */
const options = { keepAliveTimeout: 120_000 };

/** @param onSecret called with every secret that the relay receives. */
export async function startEchoingRelay(
  endpoint: string,
  onSecret: (secret: string) => void,
): Promise<EchoingRelay> {
  const servers: Server[] = [];
  const relays = new Map<string, Promise<string>>();
  const secrets = new Set<string>();
  const seen = new Map<string, number>();
  let refused = 0;
  const foreign: string[] = [];
  let fault: EchoFault | undefined;

  const note = (values: readonly string[]): void => {
    for (const secret of values) {
      onSecret(secret);
      secrets.delete(secret);
      secrets.add(secret);
    }
    for (const secret of secrets) {
      if (secrets.size <= maxSaidBack) return;
      secrets.delete(secret);
    }
  };

  /** What the app can have read. An address that it has not used does not count: the call can have been canceled. */
  const noteAnswer = (text: string): void => {
    const values = secretsIn({}, text);
    const unused = new Set(signaturesIn(text).filter((signature) => !secrets.has(signature)));
    for (const signature of unused) onSecret(signature);
    note(values.filter((value) => !unused.has(value)));
  };

  const listen = async (server: Server): Promise<string> => {
    servers.push(server);
    return `http://${await listenOnFreePort(server)}`;
  };
  const foreignOrigin = await listen(
    createServer(options, ({ url, headers }, response) => {
      foreign.push(JSON.stringify({ url, headers }));
      response.writeHead(404).end();
    }),
  );

  const relayTo = (origin: string): Promise<string> => {
    const known = relays.get(origin) ?? openRelay(origin, 'other');
    relays.set(origin, known);
    return known;
  };

  /** Addresses in a response are replaced with addresses of relays. */
  const rerouted = async (text: string): Promise<string> => {
    let result = text;
    for (const origin of new Set(text.match(/http:\/\/127\.0\.0\.1:\d+/g)))
      result = result.replaceAll(origin, await relayTo(origin));
    return result;
  };

  const refuse = (
    request: IncomingMessage,
    body: string,
    { status, echo }: Refusal,
  ): [number, Readonly<Record<string, string>>, string] => {
    const received = {
      method: request.method ?? '',
      url: request.url ?? '',
      headers: request.headers,
      body,
      secrets: [...secrets],
      foreign: foreignOrigin,
    };
    const { headers, body: text } = echoes[echo]?.(received) ?? { headers: {}, body: '' };
    return [echo === 'redirect' ? 307 : status, headers, text];
  };

  const pass = async (
    origin: string,
    kind: Kind,
    request: IncomingMessage,
    body: Buffer,
    response: ServerResponse,
  ) => {
    const { host, hostname, port } = new URL(origin);
    // The API's signature is for the relay's host, a layer's for its own.
    const headers = { ...request.headers, ...(kind === 'other' && { host }) };
    const passed = send({ hostname, port, method: request.method, path: request.url, headers });
    passed.end(body);
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      passed.once('response', resolve).once('error', reject);
    });
    const content = await buffer(answer);
    const isText = /json|xml/.test(String(answer.headers['content-type']));
    const text = isText ? content.toString() : '';
    noteAnswer(text);
    const sent = isText ? Buffer.from(await rerouted(text)) : content;
    const { 'transfer-encoding': _chunked, connection: _connection, ...kept } = answer.headers;
    response.writeHead(answer.statusCode ?? 500, {
      ...kept,
      ...(request.method !== 'HEAD' && answer.statusCode !== 204 && { 'content-length': sent.length }),
    });
    response.end(sent);
  };

  const openRelay = (origin: string, kind: Kind): Promise<string> => {
    const onRequest = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
      const body = await buffer(request);
      const isForm = body.length < 100_000;
      const text = isForm ? body.toString() : '';
      note(secretsIn(request.headers, `${request.url} ${text}`));
      const isProxied = request.url?.startsWith('http:') ?? false;
      const operation = isProxied ? 'proxy' : operationOf(kind, request, text);
      seen.set(operation, (seen.get(operation) ?? 0) + 1);
      if (fault?.operation === operation) {
        refused += 1;
        const [status, headers, answer] = refuse(request, text, fault.next());
        response.writeHead(status, headers).end(answer);
        return;
      }
      await pass(origin, kind, request, body, response);
    };
    const server = createServer(options, (request, response) => {
      onRequest(request, response).catch(() => response.destroy());
    });
    server.on('connect', (request, socket) => {
      // The client can be gone before it has read the response.
      socket.on('error', () => undefined);
      note(secretsIn(request.headers, ''));
      const isFaulty = fault?.operation === 'CONNECT';
      const refusal = (isFaulty && fault?.next()) || { echo: 'bare values', status: 407 };
      const [status, , answer] = refuse(request, '', refusal);
      const line = [...secrets].join(' ').slice(0, 4_000);
      if (isFaulty) refused += 1;
      socket.end(
        `HTTP/1.1 ${status} ${line.slice(0, 500)}\r\nproxy-authenticate: Odd realm="${line}"\r\ncontent-length: ${Buffer.byteLength(answer)}\r\n\r\n${answer}`,
      );
    });
    return listen(server);
  };

  const origin = await openRelay(endpoint, 'api');
  return {
    origin,
    secrets,
    seen,
    foreign,
    forget: () => secrets.clear(),
    through: (other) => openRelay(other, 'api'),
    get refused() {
      return refused;
    },
    get fault() {
      return fault;
    },
    set fault(next) {
      fault = next;
    },
    async close() {
      await Promise.all(
        servers.map((server) => {
          server.closeAllConnections();
          return new Promise((resolve) => server.close(resolve));
        }),
      );
    },
  };
}
