import { once } from 'node:events';
import { createServer } from 'node:net';

/** Whether nobody listens on the port of an address of this machine: the question that a new listener asks. */
export async function isPortFree(url: string): Promise<boolean> {
  const other = createServer().listen(Number(new URL(url).port), '127.0.0.1');
  try {
    await once(other, 'listening');
    return true;
  } catch {
    return false;
  } finally {
    other.close();
  }
}
