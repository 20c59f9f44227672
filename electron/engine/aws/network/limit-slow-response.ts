import type { Readable } from 'node:stream';
import { Socket } from 'node:net';

/** Bytes per second that a response has to bring on average; the slowest mobile networks bring more. */
const minRate = 1024;

/** Milliseconds that a response may take: `base`, and one second for each kilobyte. */
const allowedTime = (base: number, bytes: number): number => base + (bytes / minRate) * 1000;

/**
 * Ends a response that arrives so slowly that it never ends, such as one of a byte each second: a limit of silence does not
 * end it. A slow network is not a failure, so that the limit grows with the bytes that have arrived. Only for responses of
 * an API; a layer has no such limit.
 *
 * @param base milliseconds that any response may take.
 */
export function limitSlowResponse(body: Readable, base: number, onSlow: () => void): void {
  const socket: unknown = 'socket' in body ? body.socket : undefined;
  if (!(socket instanceof Socket)) return;
  const startedAt = performance.now();
  const bytesBefore = socket.bytesRead;
  let timer: NodeJS.Timeout;
  let immediate: NodeJS.Immediate | undefined;
  const timeLeft = (): number =>
    startedAt + allowedTime(base, socket.bytesRead - bytesBefore) - performance.now();
  // Node.js calls expired timers before it reads sockets: what arrived while this process was busy counts.
  const check = (): void => {
    immediate = setImmediate(() => {
      const left = timeLeft();
      if (left <= 0) onSlow();
      else timer = setTimeout(check, left);
    });
  };
  timer = setTimeout(check, base);
  body.once('close', () => {
    clearTimeout(timer);
    clearImmediate(immediate);
  });
}
