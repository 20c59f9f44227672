import type { Socket } from 'node:net';
import { connect, createServer } from 'node:net';

/** A way to a server of this machine that can be cut. */
export interface Relay {
  /** `http://127.0.0.1:port`. */
  readonly endpoint: string;
  /** Connections that were broken because the way was cut. */
  readonly broken: number;
  /** Breaks every connection, and every new one, until `mend`. */
  cut(): void;
  mend(): void;
  close(): Promise<void>;
}

export async function startRelay(target: string): Promise<Relay> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  let isCut = false;
  let broken = 0;

  const hold = (socket: Socket): Socket => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => sockets.delete(socket));
    return socket;
  };
  const breakOff = (socket: Socket): void => {
    broken += 1;
    socket.resetAndDestroy();
  };
  const server = createServer((socket) => {
    hold(socket);
    if (isCut) return breakOff(socket);
    const onward = hold(connect(Number(port), hostname));
    socket.pipe(onward).pipe(socket);
    socket.once('close', () => onward.destroy());
    onward.once('close', () => socket.destroy());
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The relay has no port');

  return {
    endpoint: `http://127.0.0.1:${address.port}`,
    get broken() {
      return broken;
    },
    cut() {
      isCut = true;
      sockets.forEach(breakOff);
    },
    mend() {
      isCut = false;
    },
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}
