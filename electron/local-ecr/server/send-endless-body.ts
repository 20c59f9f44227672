import type { ServerResponse } from 'node:http';

const chunk = Buffer.alloc(256 * 1024, ' ');

/** Sends a body that ends only with the connection, as fast as the client reads it. */
export function sendEndlessBody(response: ServerResponse): void {
  const sendMore = (): void => {
    if (response.destroyed) return;
    if (response.write(chunk)) setImmediate(sendMore);
    else response.once('drain', sendMore);
  };
  response.on('error', () => undefined);
  sendMore();
}
