import type { ClientRequestArgs } from 'node:http';
import { Agent as HttpAgent } from 'node:http';
import type { RequestOptions } from 'node:https';
import { Agent as HttpsAgent } from 'node:https';
import { Duplex } from 'node:stream';
import type { SecureContext } from 'node:tls';
import { openTunnel } from './open-tunnel.ts';
import type { Route } from './route.ts';
import { authority, describeRoute, proxyUrl } from './route.ts';

/** Milliseconds after which an idle connection is closed: sleep or a change of VPN breaks connections without notice. */
const idleLimit = 15_000;

/**
 * Bytes that a connection buffers in each direction, twice what Node.js has. The chunks of a download have up to as many:
 * a copy needs half as many turns of the event loop. More costs memory and saves no time.
 */
export const connectionBuffer = 128 * 1024;

const pool = { keepAlive: true, maxSockets: 64, timeout: idleLimit, highWaterMark: connectionBuffer };

/** Which certificates connections trust. */
export interface Trust {
  /** Node's certificates and those of the files; after `complete` also those of the operating system. */
  readonly context: () => SecureContext;
  readonly isComplete: () => boolean;
  /** Adds the certificates of the operating system, whose store takes long to read. */
  readonly complete: () => void;
}

/** What Node reports of a certificate that no trusted one has issued. */
const untrusted = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

/** Whether an error, or what a proxy's error wraps, is about trust. */
const isUntrusted = (error: unknown): boolean =>
  error instanceof Error &&
  (('code' in error && typeof error.code === 'string' && untrusted.has(error.code)) ||
    isUntrusted(error.cause));

/** Resolves with a TLS connection when its handshake is done. Rejects with the error that ended it. */
const untilSecure = (socket: Duplex | null | undefined): Promise<Duplex | null | undefined> =>
  new Promise((resolve, reject) => {
    if (!socket) return resolve(socket);
    const done = (): void => {
      socket.off('error', reject);
      resolve(socket);
    };
    socket.once('secureConnect', done).once('error', reject);
  });

export interface AgentOptions {
  readonly route: Route;
  /** Milliseconds within which a connection must be established, including TLS. */
  readonly connectionLimit: number;
  readonly trust: Trust;
  /** For the requests that open tunnels. */
  readonly userAgent: string;
}

type ConnectionCallback = NonNullable<Parameters<HttpsAgent['createConnection']>[1]>;

const toError = (thrown: unknown): Error => (thrown instanceof Error ? thrown : new Error(String(thrown)));

const createTimeoutError = (host: string, route: Route, limit: number): Error =>
  Object.assign(new Error(`connect ETIMEDOUT ${host} (${describeRoute(route)}, ${limit} ms)`), {
    code: 'ETIMEDOUT',
  });

/** Destroys the socket with an error unless it emits the event within the limit. */
function limitConnectTime(
  socket: Duplex,
  event: 'connect' | 'secureConnect',
  limit: number,
  createError: () => Error,
): Duplex {
  const timer = setTimeout(() => socket.destroy(createError()), limit);
  const clear = (): void => clearTimeout(timer);
  return socket.once(event, clear).once('close', clear);
}

/** Pools the plain HTTP connections of one route. */
export class RoutedHttpAgent extends HttpAgent {
  private readonly agentOptions: AgentOptions;

  constructor(agentOptions: AgentOptions) {
    const { route } = agentOptions;
    super(route.kind === 'proxy' ? { ...pool, proxyEnv: { HTTP_PROXY: proxyUrl(route.proxy) } } : pool);
    this.agentOptions = agentOptions;
  }

  override createConnection(options: ClientRequestArgs): Duplex | null | undefined {
    const { route, connectionLimit } = this.agentOptions;
    const socket = super.createConnection(options);
    const createError = (): Error => createTimeoutError(options.host ?? '', route, connectionLimit);
    return socket && limitConnectTime(socket, 'connect', connectionLimit, createError);
  }
}

/** Pools the TLS connections of one route; through a proxy, each connection has its own tunnel. */
export class RoutedHttpsAgent extends HttpsAgent {
  private readonly agentOptions: AgentOptions;

  constructor(agentOptions: AgentOptions) {
    super({ ...pool, rejectUnauthorized: true });
    this.agentOptions = agentOptions;
  }

  override createConnection(
    options: RequestOptions,
    onConnect?: ConnectionCallback,
  ): Duplex | null | undefined {
    const { route, connectionLimit, trust, userAgent } = this.agentOptions;
    const host = options.host ?? '';
    const connectTls = (more: object): Duplex | null | undefined => {
      const secured: object = { ...more, secureContext: trust.context() };
      const socket = super.createConnection({ ...options, ...secured, rejectUnauthorized: true });
      const createError = (): Error => createTimeoutError(host, route, connectionLimit);
      return socket && limitConnectTime(socket, 'secureConnect', connectionLimit, createError);
    };
    if (route.kind === 'direct' && trust.isComplete()) return connectTls({});
    const target = authority({ host, port: Number(options.port ?? 443) });
    const connect = async (): Promise<Duplex | null | undefined> => {
      if (route.kind === 'direct') return untilSecure(connectTls({}));
      const tunnel = await openTunnel(route.proxy, target, {
        limit: connectionLimit,
        secureContext: trust.context(),
        userAgent,
      });
      return untilSecure(connectTls({ socket: tunnel }));
    };
    const wasComplete = trust.isComplete();
    connect()
      .catch((error: unknown) => {
        if (wasComplete || !isUntrusted(error)) throw error;
        trust.complete();
        return connect();
      })
      .then(
        (socket) => socket && onConnect?.(null, socket),
        // Node ignores the stream when there is an error.
        (error: unknown) => onConnect?.(toError(error), new Duplex()),
      );
    return undefined;
  }
}
