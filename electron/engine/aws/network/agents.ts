import type { ClientRequestArgs } from 'node:http';
import { Agent as HttpAgent } from 'node:http';
import type { RequestOptions } from 'node:https';
import { Agent as HttpsAgent } from 'node:https';
import { Duplex } from 'node:stream';
import type { SecureContext } from 'node:tls';
import { openTunnel } from './open-tunnel.ts';
import type { Route } from './route.ts';
import { authority, describeRoute, proxyUrl } from './route.ts';

/** A connection that nobody used for so long, in milliseconds, may be dead without a word: after sleep, after a change of VPN. */
const idleLimit = 15_000;

const pool = { keepAlive: true, maxSockets: 64, timeout: idleLimit };

export interface AgentOptions {
  readonly route: Route;
  /** Milliseconds until a connection must stand, TLS included. */
  readonly connectionLimit: number;
  readonly secureContext: SecureContext;
}

type Connected = NonNullable<Parameters<HttpsAgent['createConnection']>[1]>;

const asError = (thrown: unknown): Error => (thrown instanceof Error ? thrown : new Error(String(thrown)));

const timedOut = (host: string, route: Route, limit: number): Error =>
  Object.assign(new Error(`connect ETIMEDOUT ${host} (${describeRoute(route)}, ${limit} ms)`), {
    code: 'ETIMEDOUT',
  });

/** Breaks off a connection that does not stand in time. */
function limited(
  socket: Duplex,
  stands: 'connect' | 'secureConnect',
  limit: number,
  error: () => Error,
): Duplex {
  const timer = setTimeout(() => socket.destroy(error()), limit);
  const clear = (): void => clearTimeout(timer);
  return socket.once(stands, clear).once('close', clear);
}

/** Pools plain connections of one route. */
export class RoutedHttpAgent extends HttpAgent {
  private readonly routed: AgentOptions;

  constructor(routed: AgentOptions) {
    const { route } = routed;
    super(route.kind === 'proxy' ? { ...pool, proxyEnv: { HTTP_PROXY: proxyUrl(route.proxy) } } : pool);
    this.routed = routed;
  }

  override createConnection(options: ClientRequestArgs): Duplex | null | undefined {
    const { route, connectionLimit } = this.routed;
    const socket = super.createConnection(options);
    return (
      socket &&
      limited(socket, 'connect', connectionLimit, () => timedOut(options.host ?? '', route, connectionLimit))
    );
  }
}

/** Pools connections within TLS of one route; those through a proxy each have a tunnel of their own. */
export class RoutedHttpsAgent extends HttpsAgent {
  private readonly routed: AgentOptions;

  constructor(routed: AgentOptions) {
    super({ ...pool, secureContext: routed.secureContext, rejectUnauthorized: true });
    this.routed = routed;
  }

  override createConnection(options: RequestOptions, connected?: Connected): Duplex | null | undefined {
    const { route, connectionLimit, secureContext } = this.routed;
    const host = options.host ?? '';
    const overTls = (more: object): Duplex | null | undefined => {
      const socket = super.createConnection({ ...options, ...more, rejectUnauthorized: true });
      const late = (): Error => timedOut(host, route, connectionLimit);
      return socket && limited(socket, 'secureConnect', connectionLimit, late);
    };
    if (route.kind === 'direct') return overTls({});
    const target = authority({ host, port: Number(options.port ?? 443) });
    openTunnel(route.proxy, target, { limit: connectionLimit, secureContext })
      .then((tunnel) => overTls({ socket: tunnel }))
      .then(
        (socket) => socket && connected?.(null, socket),
        // Nobody looks at the stream of a failure.
        (error: unknown) => connected?.(asError(error), new Duplex()),
      );
    return undefined;
  }
}
