import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { ClientRequest, IncomingMessage } from 'node:http';

/** Runs work and passes every message of a channel of Node.js about HTTP to the listener. */
async function watch(
  channel: string,
  onRequest: (request: unknown) => void,
  work: () => Promise<unknown>,
): Promise<void> {
  const onMessage = (message: unknown): void => {
    if (typeof message === 'object' && message !== null) onRequest(Reflect.get(message, 'request'));
  };
  subscribe(channel, onMessage);
  try {
    await work();
  } finally {
    unsubscribe(channel, onMessage);
  }
}

/** Runs work and returns every request that the servers of this process received. */
export async function watchReceivedRequests(
  work: () => Promise<unknown>,
): Promise<readonly IncomingMessage[]> {
  const requests: IncomingMessage[] = [];
  const add = (request: unknown): void => {
    if (request instanceof IncomingMessage) requests.push(request);
  };
  await watch('http.server.request.start', add, work);
  return requests;
}

/** Runs work and returns every request that this process sent, also those that open tunnels. */
export async function watchSentRequests(work: () => Promise<unknown>): Promise<readonly ClientRequest[]> {
  const requests: ClientRequest[] = [];
  const add = (request: unknown): void => {
    if (request instanceof ClientRequest) requests.push(request);
  };
  await watch('http.client.request.start', add, work);
  return requests;
}
