import { once } from 'node:events';
import { createServer } from 'node:net';

/** Whether a server can listen on the port of a URL of this computer. */
export async function isPortFree(url: string): Promise<boolean> {
  const server = createServer().listen(Number(new URL(url).port), '127.0.0.1');
  try {
    await once(server, 'listening');
    return true;
  } catch {
    return false;
  } finally {
    server.close();
  }
}
