import type { NetworkSettings } from '../../../../shared/models/network.ts';
import { assertNever } from '../../../../shared/models/result.ts';
import { knownSecrets } from '../../redaction/known-secrets.ts';
import { isBypassed, isLoopback } from './proxy-bypass.ts';
import { parseProxy } from './parse-proxy.ts';
import { ProxyError } from './proxy-error.ts';
import type { ProxyLogin, Route } from './route.ts';
import { direct } from './route.ts';
import { parsePacResult } from './parse-pac-result.ts';

/** Environment variables. Those of proxies are read by their names in lower and in upper case. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The places that name a proxy. */
export interface RouteSources {
  readonly settings: () => NetworkSettings;
  readonly environment: Environment;
  /** The proxies of the operating system for a URL, as `PROXY host:port; DIRECT`; the environment applies if absent. */
  readonly resolveProxy?: ((url: string) => Promise<string>) | undefined;
  /** The user name and password for the proxy of the settings. */
  readonly proxyLogin?: (() => ProxyLogin | undefined) | undefined;
}

/** Reads a variable; the lower-case name has precedence, as in curl. */
function readVariable(environment: Environment, name: string): { name: string; value: string } | undefined {
  const found = [name.toLowerCase(), name].find((each) => environment[each]);
  return found === undefined ? undefined : { name: found, value: environment[found] ?? '' };
}

function findEnvironmentRoute(url: URL, environment: Environment): Route {
  const proxy = readVariable(environment, url.protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY');
  const bypass = readVariable(environment, 'NO_PROXY');
  if (!proxy || isBypassed(url, bypass?.value ?? '')) return direct;
  return { kind: 'proxy', proxy: parseProxy(proxy.value, `The variable ${proxy.name}`) };
}

function findManualRoute(url: URL, { settings, proxyLogin }: RouteSources): Route {
  const { proxyUrl, proxyBypass = '' } = settings();
  if (isBypassed(url, proxyBypass)) return direct;
  if (proxyUrl === undefined)
    throw new ProxyError('ERR_PROXY_UNSUPPORTED', 'The network settings contain no proxy address. Enter it.');
  const proxy = parseProxy(proxyUrl, 'The proxy address in the network settings');
  return { kind: 'proxy', proxy: { ...proxy, login: proxyLogin?.() } };
}

async function findSystemRoute(url: URL, { environment, resolveProxy }: RouteSources): Promise<Route> {
  // Only the origin, so that a PAC script does not receive the signature of a presigned URL.
  const route = resolveProxy ? parsePacResult(await resolveProxy(`${url.origin}/`)) : direct;
  return route.kind === 'direct' ? findEnvironmentRoute(url, environment) : route;
}

/**
 * Finds the route to the host of a URL.
 *
 * @throws ProxyError `ERR_PROXY_UNSUPPORTED` when the configured proxy is not supported; it is never bypassed.
 */
export async function findRoute(url: URL, sources: RouteSources): Promise<Route> {
  const route = await findRouteByMode(url, sources);
  const login = route.kind === 'proxy' ? route.proxy.login : undefined;
  if (login) rememberLogin(login);
  return route;
}

/** Registers the password and the value of the authorization header for redaction: a proxy may repeat either. */
function rememberLogin({ userName, password }: ProxyLogin): void {
  const userInfo = `${userName}:${password}`;
  knownSecrets.remember(password, userInfo, Buffer.from(userInfo).toString('base64'));
}

async function findRouteByMode(url: URL, sources: RouteSources): Promise<Route> {
  if (isLoopback(url.hostname.replace(/^\[(.*)\]$/, '$1'))) return direct;
  const { proxyMode } = sources.settings();
  switch (proxyMode) {
    case 'none':
      return direct;
    case 'manual':
      return findManualRoute(url, sources);
    case 'environment':
      return findEnvironmentRoute(url, sources.environment);
    case 'system':
      return findSystemRoute(url, sources);
    default:
      return assertNever(proxyMode);
  }
}
