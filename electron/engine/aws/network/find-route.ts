import type { NetworkSettings } from '../../../../shared/models/network.ts';
import { assertNever } from '../../../../shared/models/result.ts';
import { knownSecrets } from '../../redaction/known-secrets.ts';
import { isBypassed, isLoopback } from './proxy-bypass.ts';
import { parseProxy } from './parse-proxy.ts';
import { ProxyError } from './proxy-error.ts';
import type { ProxyLogin, Route } from './route.ts';
import { direct } from './route.ts';
import { parsePacResult } from './parse-pac-result.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Where the ways to proxies are written. */
export interface RouteSources {
  readonly settings: () => NetworkSettings;
  readonly environment: Environment;
  /** What the operating system says about a URL, as `PROXY host:port; DIRECT`; without it the environment is asked. */
  readonly resolveProxy?: ((url: string) => Promise<string>) | undefined;
  /** The name and password for the proxy of the settings. */
  readonly proxyLogin?: (() => ProxyLogin | undefined) | undefined;
}

/** The first of these variables that is set; the lower-case one first, as everywhere. */
function variable(environment: Environment, name: string): { name: string; value: string } | undefined {
  const found = [name.toLowerCase(), name].find((each) => environment[each]);
  return found === undefined ? undefined : { name: found, value: environment[found] ?? '' };
}

function environmentRoute(url: URL, environment: Environment): Route {
  const proxy = variable(environment, url.protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY');
  const bypass = variable(environment, 'NO_PROXY');
  if (!proxy || isBypassed(url, bypass?.value ?? '')) return direct;
  return { kind: 'proxy', proxy: parseProxy(proxy.value, `The variable ${proxy.name}`) };
}

function manualRoute(url: URL, { settings, proxyLogin }: RouteSources): Route {
  const { proxyUrl, proxyBypass = '' } = settings();
  if (isBypassed(url, proxyBypass)) return direct;
  if (proxyUrl === undefined)
    throw new ProxyError('ERR_PROXY_UNSUPPORTED', 'The network settings name no proxy. Type its address.');
  const proxy = parseProxy(proxyUrl, "The network settings' proxy");
  return { kind: 'proxy', proxy: { ...proxy, login: proxyLogin?.() } };
}

async function systemRoute(url: URL, { environment, resolveProxy }: RouteSources): Promise<Route> {
  // The host alone: the signature of a presigned URL is not for a PAC script's eyes.
  const route = resolveProxy ? parsePacResult(await resolveProxy(`${url.origin}/`)) : direct;
  return route.kind === 'direct' ? environmentRoute(url, environment) : route;
}

/**
 * The way to a URL's host.
 *
 * @throws ProxyError `ERR_PROXY_UNSUPPORTED` when what is asked for cannot be used; never goes direct in its place.
 */
export async function findRoute(url: URL, sources: RouteSources): Promise<Route> {
  const route = await routeOf(url, sources);
  const login = route.kind === 'proxy' ? route.proxy.login : undefined;
  if (login) rememberLogin(login);
  return route;
}

/** The password by itself, and with the name as the proxy is sent it: that may be said back in another encoding. */
function rememberLogin({ userName, password }: ProxyLogin): void {
  const sent = `${userName}:${password}`;
  knownSecrets.remember(password, sent, Buffer.from(sent).toString('base64'));
}

async function routeOf(url: URL, sources: RouteSources): Promise<Route> {
  if (isLoopback(url.hostname.replace(/^\[(.*)\]$/, '$1'))) return direct;
  const { proxyMode } = sources.settings();
  switch (proxyMode) {
    case 'none':
      return direct;
    case 'manual':
      return manualRoute(url, sources);
    case 'environment':
      return environmentRoute(url, sources.environment);
    case 'system':
      return systemRoute(url, sources);
    default:
      return assertNever(proxyMode);
  }
}
