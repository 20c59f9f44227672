import { createServer, type RequestListener } from 'node:http';

/** An HTTP server on a free port of this machine alone. */
export interface HttpServer {
  /** Such as 127.0.0.1:43210. */
  readonly host: string;
  /** Stops listening and breaks every connection. */
  close(): Promise<void>;
}

export async function listen(handle: RequestListener): Promise<HttpServer> {
  const server = createServer({ requestTimeout: 0 }, handle);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port');
  return {
    host: `127.0.0.1:${address.port}`,
    close: async () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
