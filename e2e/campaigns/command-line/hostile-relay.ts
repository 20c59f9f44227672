import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer, request } from 'node:http';
import { buffer } from 'node:stream/consumers';
import type { Random } from '../../../electron/testing/random.ts';
import type { Answer } from './hostile-answers.ts';
import { distortAnswer } from './hostile-answers.ts';

export interface HostileRelay {
  /** `http://127.0.0.1:port` */
  readonly endpoint: string;
  close(): Promise<void>;
}

export interface Hostility {
  readonly kind: string;
  /** The number of unchanged responses before the first distorted one. */
  readonly after: number;
  /** Whether all later ones are distorted too. */
  readonly forEver: boolean;
}

async function askHonest(target: URL, asked: IncomingMessage): Promise<Answer> {
  const body = await buffer(asked);
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const { hostname, port } = target;
  const { method, url, headers } = asked;
  const onward = request({ hostname, port, method, path: url, headers }, resolve);
  onward.on('error', reject);
  onward.end(body);
  const answered = await promise;
  const type = answered.headers['content-type'];
  return {
    status: answered.statusCode ?? 500,
    headers: type === undefined ? {} : { 'content-type': type },
    body: await buffer(answered),
  };
}

const listen = (server: Server): Promise<number> =>
  new Promise((resolve, reject) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (address === null || typeof address === 'string') reject(new Error('The relay has no port.'));
      else resolve(address.port);
    });
  });

/** A relay between a command and the local ECR that distorts some of the responses. */
export async function startHostileRelay(
  target: string,
  { kind, after, forEver }: Hostility,
  random: Random,
): Promise<HostileRelay> {
  let number = 0;
  const answer = async (asked: IncomingMessage, response: ServerResponse): Promise<void> => {
    const honest = await askHonest(new URL(target), asked);
    const isDistorted = forEver ? number >= after : number === after;
    number += 1;
    if (isDistorted) return distortAnswer(kind, honest, response, random);
    response.writeHead(honest.status, { ...honest.headers });
    response.end(honest.body);
  };
  const server = createServer((asked, response) => {
    response.on('error', () => undefined);
    answer(asked, response).catch(() => response.destroy());
  });
  server.on('clientError', (_error, socket) => socket.destroy());
  const port = await listen(server);
  return {
    endpoint: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
