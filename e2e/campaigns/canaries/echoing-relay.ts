import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer, request as send } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { listenOnFreePort } from '../../../electron/engine/local-ecr/server/http-server.ts';
import { echoes } from './echoes.ts';
import { secretsIn } from './secrets-in-traffic.ts';

/** Which calls are refused, how, and with what of theirs in the answer. */
export interface EchoFault {
  /** AWS's name of the operation; `registry PUT` and the like at a registry, `download` for a layer. */
  readonly operation: string;
  readonly echo: string;
  readonly status: number;
}

/** Stands between the app and a local ECR, and refuses calls as AWS and proxies do: with what they were sent. */
export interface EchoingRelay {
  readonly origin: string;
  /** Every secret that has come by. */
  readonly secrets: Set<string>;
  /** Operations that were refused. */
  readonly refused: Set<string>;
  fault: EchoFault | undefined;
  /** What a server of somebody else was sent. */
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

export async function startEchoingRelay(endpoint: string): Promise<EchoingRelay> {
  const servers: Server[] = [];
  const relays = new Map<string, Promise<string>>();
  const secrets = new Set<string>();
  const refused = new Set<string>();
  const foreign: string[] = [];
  let fault: EchoFault | undefined;

  const listen = async (server: Server): Promise<string> => {
    servers.push(server);
    return `http://${await listenOnFreePort(server)}`;
  };
  const foreignOrigin = await listen(
    createServer(({ url, headers }, response) => {
      foreign.push(JSON.stringify({ url, headers }));
      response.writeHead(404).end();
    }),
  );

  const relayTo = (origin: string): Promise<string> => {
    const known = relays.get(origin) ?? openRelay(origin, 'other');
    relays.set(origin, known);
    return known;
  };

  /** Addresses in an answer lead through relays too. */
  const rerouted = async (text: string): Promise<string> => {
    let result = text;
    for (const origin of new Set(text.match(/http:\/\/127\.0\.0\.1:\d+/g)))
      result = result.replaceAll(origin, await relayTo(origin));
    return result;
  };

  const refuse = (
    request: IncomingMessage,
    body: string,
    status: number,
    echo: string,
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
    // The API's signature is of the relay's host, a layer's of its own.
    const headers = { ...request.headers, ...(kind === 'other' && { host }) };
    const passed = send({ hostname, port, method: request.method, path: request.url, headers });
    passed.end(body);
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      passed.once('response', resolve).once('error', reject);
    });
    const content = await buffer(answer);
    const isText = /json|xml/.test(String(answer.headers['content-type']));
    const text = isText ? content.toString() : '';
    for (const secret of secretsIn({}, text)) secrets.add(secret);
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
      for (const secret of secretsIn(request.headers, `${request.url} ${text}`)) secrets.add(secret);
      const operation = operationOf(kind, request, text);
      const isProxied = request.url?.startsWith('http:') ?? false;
      if (fault && (isProxied || fault.operation === operation)) {
        refused.add(operation);
        const [status, headers, answer] = refuse(request, text, fault.status, fault.echo);
        response.writeHead(status, headers).end(answer);
        return;
      }
      await pass(origin, kind, request, body, response);
    };
    const server = createServer((request, response) => {
      onRequest(request, response).catch(() => response.destroy());
    });
    server.on('connect', (request, socket) => {
      // The client may be gone before it has read the refusal.
      socket.on('error', () => undefined);
      for (const secret of secretsIn(request.headers, '')) secrets.add(secret);
      const [, , answer] = refuse(request, '', 407, fault?.echo ?? 'bare values');
      const line = [...secrets].join(' ').slice(0, 4_000);
      refused.add('CONNECT');
      socket.end(
        `HTTP/1.1 ${fault?.status ?? 407} ${line.slice(0, 500)}\r\nproxy-authenticate: Odd realm="${line}"\r\ncontent-length: ${Buffer.byteLength(answer)}\r\n\r\n${answer}`,
      );
    });
    return listen(server);
  };

  const origin = await openRelay(endpoint, 'api');
  return {
    origin,
    secrets,
    refused,
    foreign,
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
