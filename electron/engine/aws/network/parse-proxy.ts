import { ProxyError } from './proxy-error.ts';
import type { Proxy, ProxyLogin } from './route.ts';

const unsupported = (sentence: string): ProxyError => new ProxyError('ERR_PROXY_UNSUPPORTED', sentence);

const notAnAddress = (from: string): ProxyError =>
  unsupported(
    `${from} is not the address of a proxy, as in http://host:port; special characters in a password are written as in %40.`,
  );

function decoded(text: string, from: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw notAnAddress(from);
  }
}

function loginOf({ username, password }: URL, from: string): ProxyLogin | undefined {
  if (username === '' && password === '') return undefined;
  return { userName: decoded(username, from), password: decoded(password, from) };
}

/**
 * Reads the address of a proxy as people write it: `http://host:port`, `http://name:password@host:port`, `host:port`.
 * Without a port it is the one of the protocol, as in Node.
 *
 * @param from where it stands, for the sentence of an error; the text itself may hold a password.
 * @throws ProxyError `ERR_PROXY_UNSUPPORTED` for SOCKS and whatever else is no HTTP proxy.
 */
export function parseProxy(text: string, from: string): Proxy {
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`);
  if (!url || url.hostname === '') throw notAnAddress(from);
  const { protocol } = url;
  if (protocol.startsWith('socks')) throw socksUnsupported(from);
  if (protocol !== 'http:' && protocol !== 'https:') throw notAnAddress(from);
  return {
    protocol,
    host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: Number(url.port || (protocol === 'https:' ? 443 : 80)),
    login: loginOf(url, from),
  };
}

/** Told, for going direct in its place would show a network what it was not to see. */
export const socksUnsupported = (from: string): ProxyError =>
  unsupported(`${from} asks for a SOCKS proxy, which this app cannot use. Give it an HTTP proxy.`);
