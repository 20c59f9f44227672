import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';

/** A key and a certificate chain, both in PEM. */
export interface TlsIdentity {
  readonly key: string;
  readonly cert: string;
}

/** An HTTP server on a free port. */
export interface HttpServer {
  /** For example 127.0.0.1:43210. */
  readonly host: string;
  /** For example http://127.0.0.1:43210. */
  readonly origin: string;
  /** Stops listening and breaks every connection. */
  close(): Promise<void>;
}

/** Idle timeout of a connection in milliseconds: longer than this thread is ever busy, or a client's next request fails. */
const idleTimeout = 120_000;

/**
 * @param tls when set, the server speaks HTTPS only.
 * @param address an IPv4 address of this machine; the loopback interface's by default.
 */
export async function listen(
  handle: RequestListener,
  tls?: TlsIdentity,
  address?: string,
): Promise<HttpServer> {
  const options = { requestTimeout: 0, keepAliveTimeout: idleTimeout };
  const server = tls ? createTlsServer({ ...options, ...tls }, handle) : createServer(options, handle);
  const host = await listenOnFreePort(server, address);
  return {
    host,
    origin: `${tls ? 'https' : 'http'}://${host}`,
    close: async () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** @returns host and port */
export async function listenOnFreePort(server: Server, ip = '127.0.0.1'): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, ip, resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port');
  return `${ip}:${address.port}`;
}
