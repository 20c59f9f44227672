import type { Socket } from 'node:net';
import { connect, createServer } from 'node:net';

/** A TCP relay to a server of this computer whose connections can be cut. */
export interface Relay {
  /** `http://127.0.0.1:port`. */
  readonly endpoint: string;
  /** Number of connections that `cut` has reset. */
  readonly resetCount: number;
  /** Resets every connection, and every new one until `restore`. */
  cut(): void;
  restore(): void;
  close(): Promise<void>;
}

export async function startRelay(target: string): Promise<Relay> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  let isCut = false;
  let resetCount = 0;

  const track = (socket: Socket): Socket => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => sockets.delete(socket));
    return socket;
  };
  const reset = (socket: Socket): void => {
    resetCount += 1;
    socket.resetAndDestroy();
  };
  const server = createServer((socket) => {
    track(socket);
    if (isCut) return reset(socket);
    const upstream = track(connect(Number(port), hostname));
    socket.pipe(upstream).pipe(socket);
    socket.once('close', () => upstream.destroy());
    upstream.once('close', () => socket.destroy());
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The relay has no port');

  return {
    endpoint: `http://127.0.0.1:${address.port}`,
    get resetCount() {
      return resetCount;
    },
    cut() {
      isCut = true;
      sockets.forEach(reset);
    },
    restore() {
      isCut = false;
    },
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}
