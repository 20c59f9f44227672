import { ProxyError } from './proxy-error.ts';
import type { Proxy, ProxyLogin } from './route.ts';

const createUnsupportedError = (sentence: string): ProxyError =>
  new ProxyError('ERR_PROXY_UNSUPPORTED', sentence);

const createAddressError = (setting: string): ProxyError =>
  createUnsupportedError(
    `${setting} does not specify a valid proxy address. Use the form http://host:port; encode special characters in a password, such as @ as %40.`,
  );

/** An error, not a warning: a direct connection exposes traffic to a network that the proxy must hide it from. */
export const createSocksError = (setting: string): ProxyError =>
  createUnsupportedError(
    `${setting} specifies a SOCKS proxy, which this app does not support. Specify an HTTP proxy.`,
  );

function decode(text: string, setting: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw createAddressError(setting);
  }
}

function readLogin({ username, password }: URL, setting: string): ProxyLogin | undefined {
  if (username === '' && password === '') return undefined;
  return { userName: decode(username, setting), password: decode(password, setting) };
}

/** A host as `URL` writes it. `URL` also accepts the quotation marks that a `.env` file leaves around an address. */
const hostPattern = /^[\w.-]+$|^\[[\da-f:.]+\]$/i;

/**
 * Parses a proxy address: `http://host:port`, `http://name:password@host:port`, `host:port`. The port defaults to the
 * one of the protocol, as in Node.
 *
 * @param setting the setting that contains the address, as the subject of an error sentence; the address itself is not
 *   repeated because it may contain a password.
 * @throws ProxyError `ERR_PROXY_UNSUPPORTED` for SOCKS and for anything else that is not an HTTP proxy.
 */
export function parseProxy(text: string, setting: string): Proxy {
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`);
  if (!url || !hostPattern.test(url.hostname)) throw createAddressError(setting);
  const { protocol } = url;
  if (protocol.startsWith('socks')) throw createSocksError(setting);
  if (protocol !== 'http:' && protocol !== 'https:') throw createAddressError(setting);
  return {
    protocol,
    host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: Number(url.port || (protocol === 'https:' ? 443 : 80)),
    login: readLogin(url, setting),
  };
}
