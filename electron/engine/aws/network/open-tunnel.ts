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
  /** Milliseconds for all of it: to connect, TLS to the proxy itself, and the proxy's answer. */
  readonly limit: number;
  /** What a proxy that speaks TLS is checked against. */
  readonly secureContext: SecureContext;
}

const basic = ({ userName, password }: NonNullable<Proxy['login']>): string =>
  `Basic ${Buffer.from(`${userName}:${password}`).toString('base64')}`;

const offersBasic = ({ headers }: IncomingMessage): boolean =>
  [headers['proxy-authenticate'] ?? []].flat().some((scheme) => /\bbasic\b/i.test(scheme));

function loginRefused(proxy: Proxy, response: IncomingMessage): ProxyError {
  const name = authority(proxy);
  if (response.headers['proxy-authenticate'] !== undefined && !offersBasic(response))
    return new ProxyError(
      'ERR_PROXY_LOGIN',
      `The proxy ${name} wants a kind of sign-in that this app cannot do (${response.headers['proxy-authenticate']}).`,
    );
  return new ProxyError(
    'ERR_PROXY_LOGIN',
    proxy.login
      ? `The proxy ${name} did not accept the user name and password. Correct them.`
      : `The proxy ${name} wants a user name and password. Give them.`,
  );
}

/** What a proxy's answer other than 200 means. */
function refusal(proxy: Proxy, target: string, response: IncomingMessage): ProxyError {
  const status = response.statusCode ?? 0;
  if (status === 407) return loginRefused(proxy, response);
  if (status === 511)
    return new ProxyError(
      'ERR_PROXY_PORTAL',
      'The network wants you to sign in to it first. Open any page in the browser and do so, then try again.',
    );
  if (status >= 500)
    return new ProxyError(
      'ERR_PROXY_UNREACHABLE',
      `The proxy ${authority(proxy)} could not reach ${target} (HTTP ${status}).`,
    );
  return new ProxyError(
    'ERR_PROXY_REFUSED',
    `The proxy ${authority(proxy)} does not let through to ${target} (HTTP ${status}). Ask its administrators to allow this host.`,
  );
}

const causeText = (error: Error): string => ('code' in error ? String(error.code) : error.message);

const unreachable = (proxy: Proxy, error: Error): Error =>
  error instanceof ProxyError
    ? error
    : new ProxyError(
        'ERR_PROXY_UNREACHABLE',
        `The proxy ${authority(proxy)} cannot be reached (${causeText(error)}).`,
        error,
      );

/**
 * Opens a tunnel to a host through a proxy (CONNECT, RFC 9110 section 9.3.6). Node's own agents can do it, but neither
 * limit the TLS handshake behind the tunnel, nor trust a private certificate of the proxy, nor tell what sign-in it wants.
 *
 * @param target `host:port`
 * @throws ProxyError for everything that goes wrong before the tunnel is open.
 */
export function openTunnel(
  proxy: Proxy,
  target: string,
  { limit, secureContext }: TunnelOptions,
): Promise<Duplex> {
  const options = {
    method: 'CONNECT',
    host: proxy.host,
    port: proxy.port,
    path: target,
    headers: { host: target, ...(proxy.login && { 'proxy-authorization': basic(proxy.login) }) },
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
    const sentence = `The proxy ${authority(proxy)} did not answer within ${limit / 1000} seconds.`;
    request.destroy(new ProxyError('ERR_PROXY_UNREACHABLE', sentence));
  }, limit);
  return new Promise<Duplex>((resolve, reject) => {
    request.once('connect', (response: IncomingMessage, socket: Socket, head: Buffer) => {
      if (response.statusCode === 200) {
        if (head.length > 0) socket.unshift(head);
        resolve(socket);
      } else {
        socket.destroy();
        reject(refusal(proxy, target, response));
      }
    });
    request.on('error', (error) => reject(unreachable(proxy, error)));
    request.end();
  }).finally(() => clearTimeout(timer));
}
