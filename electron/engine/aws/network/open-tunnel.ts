import type { IncomingMessage } from 'node:http';
import http from 'node:http';
import https from 'node:https';
import type { Socket } from 'node:net';
import { isIP } from 'node:net';
import type { Duplex } from 'node:stream';
import type { SecureContext } from 'node:tls';
import { ProxyError } from './proxy-error.ts';
import type { Proxy } from './route.ts';
import { authority } from './route.ts';

export interface TunnelOptions {
  /** Milliseconds for the connection, the TLS handshake with the proxy, and the proxy's response together. */
  readonly limit: number;
  /** The trusted certificates for a proxy that uses TLS. */
  readonly secureContext: SecureContext;
  readonly userAgent: string;
}

const encodeBasic = ({ userName, password }: NonNullable<Proxy['login']>): string =>
  `Basic ${Buffer.from(`${userName}:${password}`).toString('base64')}`;

const offersBasic = ({ headers }: IncomingMessage): boolean =>
  [headers['proxy-authenticate'] ?? []].flat().some((scheme) => /\bbasic\b/i.test(scheme));

function createLoginError(proxy: Proxy, response: IncomingMessage): ProxyError {
  const name = authority(proxy);
  if (response.headers['proxy-authenticate'] !== undefined && !offersBasic(response))
    return new ProxyError(
      'ERR_PROXY_LOGIN',
      `The proxy ${name} requires a sign-in method that this app does not support (${response.headers['proxy-authenticate']}).`,
    );
  return new ProxyError(
    'ERR_PROXY_LOGIN',
    proxy.login
      ? `The proxy ${name} rejected the user name and password. Correct them.`
      : `The proxy ${name} requires a user name and password. Enter them.`,
  );
}

/** The error for a response of the proxy other than 200. */
function createResponseError(proxy: Proxy, target: string, response: IncomingMessage): ProxyError {
  const status = response.statusCode ?? 0;
  if (status === 407) return createLoginError(proxy, response);
  if (status === 511)
    return new ProxyError(
      'ERR_PROXY_PORTAL',
      'The network requires you to sign in to it first. Open any page in the browser and sign in, then try again.',
    );
  if (status >= 500)
    return new ProxyError(
      'ERR_PROXY_UNREACHABLE',
      `The proxy ${authority(proxy)} cannot reach ${target} (HTTP ${status}).`,
    );
  return new ProxyError(
    'ERR_PROXY_REFUSED',
    `The proxy ${authority(proxy)} blocks connections to ${target} (HTTP ${status}). Ask its administrators to allow this host.`,
  );
}

const causeText = (error: Error): string => ('code' in error ? String(error.code) : error.message);

const createConnectionError = (proxy: Proxy, error: Error): Error =>
  error instanceof ProxyError
    ? error
    : new ProxyError(
        'ERR_PROXY_UNREACHABLE',
        `The proxy ${authority(proxy)} cannot be reached (${causeText(error)}).`,
        error,
      );

/**
 * Opens a tunnel to a host through a proxy (CONNECT, RFC 9110 section 9.3.6). Node's agents support tunnels, but they do
 * not limit the time of the TLS handshake in the tunnel, do not trust a private certificate of the proxy, and do not
 * report the sign-in method that the proxy requires.
 *
 * @param target `host:port`
 * @throws ProxyError for every failure before the tunnel is open.
 */
export function openTunnel(
  proxy: Proxy,
  target: string,
  { limit, secureContext, userAgent }: TunnelOptions,
): Promise<Duplex> {
  const options = {
    method: 'CONNECT',
    host: proxy.host,
    port: proxy.port,
    path: target,
    headers: {
      host: target,
      'user-agent': userAgent,
      ...(proxy.login && { 'proxy-authorization': encodeBasic(proxy.login) }),
    },
  };
  const servername = isIP(proxy.host) === 0 ? proxy.host : '';
  const request =
    proxy.protocol === 'https:'
      ? https.request({
          ...options,
          servername,
          agent: new https.Agent({ secureContext, rejectUnauthorized: true }),
        })
      : http.request({ ...options, agent: false });
  const timer = setTimeout(() => {
    const sentence = `The proxy ${authority(proxy)} did not respond within ${limit / 1000} seconds.`;
    request.destroy(new ProxyError('ERR_PROXY_UNREACHABLE', sentence));
  }, limit);
  return new Promise<Duplex>((resolve, reject) => {
    request.once('connect', (response: IncomingMessage, socket: Socket, head: Buffer) => {
      if (response.statusCode === 200) {
        if (head.length > 0) socket.unshift(head);
        resolve(socket);
      } else {
        socket.destroy();
        reject(createResponseError(proxy, target, response));
      }
    });
    request.on('error', (error) => reject(createConnectionError(proxy, error)));
    request.end();
  }).finally(() => clearTimeout(timer));
}
