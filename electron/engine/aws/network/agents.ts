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

const pool = { keepAlive: true, maxSockets: 64, timeout: idleLimit };

export interface AgentOptions {
  readonly route: Route;
  /** Milliseconds within which a connection must be established, including TLS. */
  readonly connectionLimit: number;
  readonly secureContext: SecureContext;
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
    super({ ...pool, secureContext: agentOptions.secureContext, rejectUnauthorized: true });
    this.agentOptions = agentOptions;
  }

  override createConnection(
    options: RequestOptions,
    onConnect?: ConnectionCallback,
  ): Duplex | null | undefined {
    const { route, connectionLimit, secureContext } = this.agentOptions;
    const host = options.host ?? '';
    const connectTls = (more: object): Duplex | null | undefined => {
      const socket = super.createConnection({ ...options, ...more, rejectUnauthorized: true });
      const createError = (): Error => createTimeoutError(host, route, connectionLimit);
      return socket && limitConnectTime(socket, 'secureConnect', connectionLimit, createError);
    };
    if (route.kind === 'direct') return connectTls({});
    const target = authority({ host, port: Number(options.port ?? 443) });
    openTunnel(route.proxy, target, { limit: connectionLimit, secureContext })
      .then((tunnel) => connectTls({ socket: tunnel }))
      .then(
        (socket) => socket && onConnect?.(null, socket),
        // Node ignores the stream when there is an error.
        (error: unknown) => onConnect?.(toError(error), new Duplex()),
      );
    return undefined;
  }
}
