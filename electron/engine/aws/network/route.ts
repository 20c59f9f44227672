/** A name and password for a proxy. */
export interface ProxyLogin {
  readonly userName: string;
  readonly password: string;
}

/** A proxy that speaks HTTP, by itself (`http:`) or within TLS (`https:`). */
export interface Proxy {
  readonly protocol: 'http:' | 'https:';
  /** Without the brackets of an IPv6 address. */
  readonly host: string;
  readonly port: number;
  /** Never shown, never logged. */
  readonly login: ProxyLogin | undefined;
}

/** How a host is reached. */
export type Route = { readonly kind: 'direct' } | { readonly kind: 'proxy'; readonly proxy: Proxy };

export const direct: Route = { kind: 'direct' };

/** `host`, `[2001:db8::1]` */
const bracketed = (host: string): string => (host.includes(':') ? `[${host}]` : host);

/** `example.com:443`, `[2001:db8::1]:443` */
export const authority = ({ host, port }: { readonly host: string; readonly port: number }): string =>
  `${bracketed(host)}:${port}`;

/** What a person is shown of a route: `direct`, or the proxy's `host:port`. */
export const describeRoute = (route: Route): string =>
  route.kind === 'direct' ? 'direct' : authority(route.proxy);

/** With name and password: for Node alone. */
export function proxyUrl({ login, ...proxy }: Proxy): string {
  const secret = login ? `${encodeURIComponent(login.userName)}:${encodeURIComponent(login.password)}@` : '';
  return `${proxy.protocol}//${secret}${authority(proxy)}`;
}
