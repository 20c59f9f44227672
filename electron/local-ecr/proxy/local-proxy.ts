import { createServer } from 'node:http';
import type { Socket } from 'node:net';
import { listenOnFreePort } from '../server/http-server.ts';
import { forward } from './forward.ts';
import { refuse, refuseTunnel, type ProxyRefusal } from './refusal.ts';
import { tunnel } from './tunnel.ts';

/** How the proxy treats authenticated clients. */
export type ProxyBehavior = 'pass' | 'refuse' | 'stall' | 'captive-portal';

/** One request to the proxy. */
export interface ProxyRequest {
  /** `tunnel` for CONNECT, `forward` for a plain HTTP request. */
  readonly kind: 'tunnel' | 'forward';
  /** The host in the request, for example `api.ecr.eu-west-1.amazonaws.com:443`. */
  readonly host: string;
  readonly outcome: ProxyBehavior | 'login-needed';
}

export interface LocalProxyOptions {
  /** When set, Basic authentication is required. */
  readonly login?: { readonly user: string; readonly password: string };
  /** @returns the actual address of a requested host as `host:port`, so that AWS host names can be routed to this machine; undefined for the host itself. */
  readonly getRoute?: (host: string) => string | undefined;
}

/** A forward proxy, as companies have. */
export interface LocalProxy {
  /** `http://127.0.0.1:port`, without a login. */
  readonly url: string;
  /** The same with the login. */
  readonly urlWithLogin: string;
  /** Can be changed at any time; `pass` by default. */
  behavior: ProxyBehavior;
  /** Every request so far, in the order of arrival. */
  readonly requests: readonly ProxyRequest[];
  /** Breaks every connection. */
  close(): Promise<void>;
}

/** Starts a proxy for CONNECT and for plain HTTP on a free port of this machine. */
export async function startLocalProxy({ login, getRoute }: LocalProxyOptions = {}): Promise<LocalProxy> {
  const requests: ProxyRequest[] = [];
  const sockets = new Set<Socket>();
  const credentials = login && `${login.user}:${login.password}`;
  const expected = credentials && `Basic ${Buffer.from(credentials).toString('base64')}`;

  const judge = (kind: ProxyRequest['kind'], host: string, authorization: string | undefined) => {
    const outcome = expected === undefined || authorization === expected ? proxy.behavior : 'login-needed';
    requests.push({ kind, host, outcome });
    return outcome;
  };
  const resolveHost = (host: string): string => getRoute?.(host) ?? host;

  const server = createServer({ requestTimeout: 0 }, (request, response) => {
    const target = URL.canParse(request.url ?? '') ? new URL(request.url ?? '') : undefined;
    if (!target) {
      refuse(response, 'refuse');
      return;
    }
    const host = `${target.hostname}:${target.port || '80'}`;
    const outcome = judge('forward', host, request.headers['proxy-authorization']);
    respond(
      outcome,
      () => forward(request, response, target, resolveHost(host)),
      (refusal) => refuse(response, refusal),
    );
  });
  server.on('connect', (request, client: Socket, head: Buffer) => {
    const host = request.url ?? '';
    const outcome = judge('tunnel', host, request.headers['proxy-authorization']);
    respond(
      outcome,
      () => tunnel(client, head, resolveHost(host), sockets),
      (refusal) => refuseTunnel(client, refusal),
    );
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });

  const address = await listenOnFreePort(server);
  const proxy: LocalProxy = {
    url: `http://${address}`,
    urlWithLogin: `http://${login ? `${encodeURIComponent(login.user)}:${encodeURIComponent(login.password)}@` : ''}${address}`,
    behavior: 'pass',
    requests,
    close: async () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
  return proxy;
}

function respond(
  outcome: ProxyRequest['outcome'],
  pass: () => void,
  reject: (refusal: ProxyRefusal) => void,
): void {
  switch (outcome) {
    case 'pass':
      pass();
      return;
    case 'stall':
      return;
    case 'refuse':
    case 'captive-portal':
    case 'login-needed':
      reject(outcome);
  }
}
