/** The user name and password for a proxy. */
export interface ProxyLogin {
  readonly userName: string;
  readonly password: string;
}

/** An HTTP proxy, reached in plain text (`http:`) or over TLS (`https:`). */
export interface Proxy {
  readonly protocol: 'http:' | 'https:';
  /** Without the brackets of an IPv6 address. */
  readonly host: string;
  readonly port: number;
  /** Never displayed or logged. */
  readonly login: ProxyLogin | undefined;
}

/** A direct connection, or a connection through a proxy. */
export type Route = { readonly kind: 'direct' } | { readonly kind: 'proxy'; readonly proxy: Proxy };

export const direct: Route = { kind: 'direct' };

/** `host`, `[2001:db8::1]` */
const bracketed = (host: string): string => (host.includes(':') ? `[${host}]` : host);

/** `example.com:443`, `[2001:db8::1]:443` */
export const authority = ({ host, port }: { readonly host: string; readonly port: number }): string =>
  `${bracketed(host)}:${port}`;

/** A route for display: `direct`, or the `host:port` of the proxy. */
export const describeRoute = (route: Route): string =>
  route.kind === 'direct' ? 'direct' : authority(route.proxy);

/** The URL of a proxy including the user name and password, for Node's agents. */
export function proxyUrl({ login, ...proxy }: Proxy): string {
  const userInfo = login
    ? `${encodeURIComponent(login.userName)}:${encodeURIComponent(login.password)}@`
    : '';
  return `${proxy.protocol}//${userInfo}${authority(proxy)}`;
}
