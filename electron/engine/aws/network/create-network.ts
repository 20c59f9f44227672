import type { Agent } from 'node:http';
import type { SecureContext } from 'node:tls';
import { createSecureContext } from 'node:tls';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import type { CertificateSource } from '../../../../shared/models/network.ts';
import type { Timeouts } from './timeouts.ts';
import { RoutedHttpAgent, RoutedHttpsAgent } from './agents.ts';
import type { CertificateFile, Certificates } from './certificates.ts';
import { loadCertificates } from './certificates.ts';
import type { RouteSources } from './find-route.ts';
import { findRoute } from './find-route.ts';
import type { Network } from './network.ts';
import type { Route } from './route.ts';
import { proxyUrl } from './route.ts';
import type { Connections } from './routed-request-handler.ts';
import { RoutedRequestHandler } from './routed-request-handler.ts';

/** What the system said about a host holds for so long, in milliseconds: nobody tells when it changes. */
const routeLifetime = 30_000;

export interface NetworkOptions extends RouteSources {
  readonly timeouts: Timeouts;
}

/** A network whose proxy and certificates can change while it is used. */
export interface ChangeableNetwork extends Network {
  /** @throws ProxyError when a proxy is asked for that cannot be used. */
  getRoute(url: string): Promise<Route>;
  /** Where certificates come from that are trusted besides Node's own; read afresh after a change. */
  certificateSources(): Promise<readonly CertificateSource[]>;
  /** Settings, environment or certificates have changed: the next connection heeds it, what is under way ends as it began. */
  refresh(): void;
}

function certificateFiles(
  { settings, environment }: RouteSources,
  bundles: ReadonlySet<string>,
): readonly CertificateFile[] {
  const named: readonly (readonly [CertificateFile['from'], string | undefined])[] = [
    ['settings', settings().certificateFile],
    ['AWS_CA_BUNDLE', environment['AWS_CA_BUNDLE']],
    ...[...bundles].map((path) => ['ca_bundle', path] as const),
    ['NODE_EXTRA_CA_CERTS', environment['NODE_EXTRA_CA_CERTS']],
  ];
  return named.flatMap(([from, path]) => (path ? [{ from, path }] : []));
}

interface Trust extends Pick<Certificates, 'sources'> {
  readonly secureContext: SecureContext;
}

async function gatherTrust(files: readonly CertificateFile[]): Promise<Trust> {
  const { trusted, sources } = await loadCertificates(files);
  return { sources, secureContext: createSecureContext({ ca: [...trusted] }) };
}

/** Idle connections end now, those in use as soon as they are idle. */
function retire(agent: Agent): void {
  const endIdle = (): void => {
    for (const socket of Object.values(agent.freeSockets).flat()) socket?.destroy();
  };
  endIdle();
  agent.on('free', endIdle);
}

const keyOf = (route: Route): string => (route.kind === 'direct' ? route.kind : proxyUrl(route.proxy));

/** Opens the way out: each host by the proxy that the settings, the system or the environment name for it. */
export function createNetwork({ timeouts, ...sources }: NetworkOptions): ChangeableNetwork {
  const bundles = new Set<string>();
  const routes = new Map<string, { readonly route: Promise<Route>; readonly until: number }>();
  const connections = new Map<string, Promise<Connections>>();
  let trust: Promise<Trust> | undefined;

  const currentTrust = (): Promise<Trust> => (trust ??= gatherTrust(certificateFiles(sources, bundles)));

  const connect = async (route: Route): Promise<Connections> => {
    const options = {
      route,
      connectionLimit: timeouts.connection,
      secureContext: (await currentTrust()).secureContext,
    };
    const [httpAgent, httpsAgent] = [new RoutedHttpAgent(options), new RoutedHttpsAgent(options)];
    // The time of a whole request is not limited; `RoutedRequestHandler` limits silence.
    const requestHandler = new NodeHttpHandler({
      requestTimeout: 0,
      socketTimeout: 0,
      socketAcquisitionWarningTimeout: timeouts.request,
      httpAgent,
      httpsAgent,
    });
    return { httpAgent, httpsAgent, requestHandler };
  };

  const getRoute = (text: string): Promise<Route> => {
    const url = new URL(text);
    const held = routes.get(url.origin);
    if (held && held.until > Date.now()) return held.route;
    const route = findRoute(url, sources);
    routes.set(url.origin, { route, until: Date.now() + routeLifetime });
    route.catch(() => routes.delete(url.origin));
    return route;
  };

  const connectionsFor = async (url: string): Promise<Connections> => {
    const route = await getRoute(url);
    const key = keyOf(route);
    const held = connections.get(key) ?? connect(route);
    connections.set(key, held);
    return held;
  };

  const refresh = (): void => {
    for (const held of connections.values())
      void held.then(({ httpAgent, httpsAgent }) => [httpAgent, httpsAgent].forEach(retire));
    connections.clear();
    routes.clear();
    trust = undefined;
  };

  return {
    requestHandler: new RoutedRequestHandler(
      connectionsFor,
      (url) => routes.delete(new URL(url).origin),
      timeouts,
    ),
    async getAgent(url) {
      const { httpAgent, httpsAgent } = await connectionsFor(url);
      return url.startsWith('https:') ? httpsAgent : httpAgent;
    },
    trust(bundle) {
      if (bundles.has(bundle)) return;
      bundles.add(bundle);
      refresh();
    },
    getRoute,
    certificateSources: async () => (await currentTrust()).sources,
    refresh,
  };
}
