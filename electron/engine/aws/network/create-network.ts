import type { Agent } from 'node:http';
import { createSecureContext } from 'node:tls';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import type { CertificateSource } from '../../../../shared/models/network.ts';
import type { Timeouts } from './timeouts.ts';
import type { Trust } from './agents.ts';
import { RoutedHttpAgent, RoutedHttpsAgent } from './agents.ts';
import type { CertificateFile, Certificates } from './certificates.ts';
import { describeUnusableFile, loadCertificates } from './certificates.ts';
import type { RouteSources } from './find-route.ts';
import { findRoute } from './find-route.ts';
import type { Network } from './network.ts';
import type { Route } from './route.ts';
import { proxyUrl } from './route.ts';
import type { Connections } from './routed-request-handler.ts';
import { RoutedRequestHandler } from './routed-request-handler.ts';
import { formatUserAgent } from './user-agent.ts';

/** Milliseconds for which the route to a host is cached: the system does not notify when its proxy settings change. */
const routeLifetime = 30_000;

export interface NetworkOptions extends RouteSources {
  readonly timeouts: Timeouts;
  readonly userAgent?: string;
  /** Receives sentences about certificate files that cannot be used, once each. */
  readonly warn?: (warning: string) => void;
}

/** A network whose proxy and certificates can change while it is used. */
export interface ChangeableNetwork extends Network {
  /** @throws ProxyError when the configured proxy is not supported. */
  getRoute(url: string): Promise<Route>;
  /** The sources of trusted certificates in addition to Node's own; read again after `refresh`. */
  certificateSources(): Promise<readonly CertificateSource[]>;
  /** Applies changed settings, environment or certificates to new connections; requests in progress are not affected. */
  refresh(): void;
}

function listCertificateFiles(
  { settings, environment }: RouteSources,
  bundles: ReadonlySet<string>,
): readonly CertificateFile[] {
  const candidates: readonly (readonly [CertificateFile['from'], string | undefined])[] = [
    ['settings', settings().certificateFile],
    ['AWS_CA_BUNDLE', environment['AWS_CA_BUNDLE']],
    ...[...bundles].map((path) => ['ca_bundle', path] as const),
    ['NODE_EXTRA_CA_CERTS', environment['NODE_EXTRA_CA_CERTS']],
  ];
  return candidates.flatMap(([from, path]) => (path ? [{ from, path }] : []));
}

function createTrust({ usual, all }: Certificates): Trust {
  let context = createSecureContext(usual && { ca: [...usual] });
  let isComplete = false;
  return {
    context: () => context,
    isComplete: () => isComplete,
    complete() {
      if (!isComplete) context = createSecureContext({ ca: [...all().trusted] });
      isComplete = true;
    },
  };
}

interface LoadedTrust extends Pick<Certificates, 'all'> {
  readonly trust: Trust;
}

async function loadTrust(
  files: readonly CertificateFile[],
  report: (source: CertificateSource) => void,
): Promise<LoadedTrust> {
  const certificates = await loadCertificates(files);
  certificates.unusable.forEach(report);
  return { all: certificates.all, trust: createTrust(certificates) };
}

/** Closes idle connections now, and connections in use as soon as they are idle. */
function closeWhenIdle(agent: Agent): void {
  const closeIdle = (): void => {
    for (const socket of Object.values(agent.freeSockets).flat()) socket?.destroy();
  };
  closeIdle();
  agent.on('free', closeIdle);
}

const createKey = (route: Route): string => (route.kind === 'direct' ? route.kind : proxyUrl(route.proxy));

/** Creates the network that reaches each host through the proxy of the settings, the system or the environment. */
export function createNetwork({
  timeouts,
  userAgent = formatUserAgent(),
  warn = () => undefined,
  ...sources
}: NetworkOptions): ChangeableNetwork {
  const bundles = new Set<string>();
  const routes = new Map<string, { readonly route: Promise<Route>; readonly expiresAt: number }>();
  const connections = new Map<string, Promise<Connections>>();
  let trust: Promise<LoadedTrust> | undefined;

  const reported = new Set<string>();
  const report = (source: CertificateSource): void => {
    const warning = describeUnusableFile(source);
    if (!reported.has(warning)) warn(warning);
    reported.add(warning);
  };

  const currentTrust = (): Promise<LoadedTrust> =>
    (trust ??= loadTrust(listCertificateFiles(sources, bundles), report));

  const createConnections = async (route: Route): Promise<Connections> => {
    const options = {
      route,
      connectionLimit: timeouts.connection,
      trust: (await currentTrust()).trust,
      userAgent,
    };
    const [httpAgent, httpsAgent] = [new RoutedHttpAgent(options), new RoutedHttpsAgent(options)];
    // The duration of a request is not limited here: `RoutedRequestHandler` limits the time without progress.
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
    const cached = routes.get(url.origin);
    if (cached && cached.expiresAt > Date.now()) return cached.route;
    const route = findRoute(url, sources);
    routes.set(url.origin, { route, expiresAt: Date.now() + routeLifetime });
    route.catch(() => routes.delete(url.origin));
    return route;
  };

  const getConnections = async (url: string): Promise<Connections> => {
    const route = await getRoute(url);
    const key = createKey(route);
    const ofRoute = connections.get(key) ?? createConnections(route);
    connections.set(key, ofRoute);
    return ofRoute;
  };

  const refresh = (): void => {
    for (const ofRoute of connections.values())
      void ofRoute.then(({ httpAgent, httpsAgent }) => [httpAgent, httpsAgent].forEach(closeWhenIdle));
    connections.clear();
    routes.clear();
    trust = undefined;
  };

  return {
    requestHandler: new RoutedRequestHandler(
      getConnections,
      (url) => routes.delete(new URL(url).origin),
      timeouts,
    ),
    userAgent,
    async getAgent(url) {
      const { httpAgent, httpsAgent } = await getConnections(url);
      return url.startsWith('https:') ? httpsAgent : httpAgent;
    },
    trustBundle(bundle) {
      if (bundles.has(bundle)) return;
      bundles.add(bundle);
      refresh();
    },
    getRoute,
    certificateSources: async () => (await currentTrust()).all().sources,
    refresh,
  };
}
