import { setTimeout as delay } from 'node:timers/promises';
import type { Bandwidth, Direction, NetworkShape } from './network-shape.ts';

/** Large enough to cost nothing, small enough that a slow connection still moves evenly. */
const largestStep = 64 * 1024;

/** Milliseconds by which a timer may be late: the line was in use all the while. Shorter than any far round trip. */
const lateness = 20;

/**
 * Slows bytes down to the shape that is set at that moment; it may be changed while bytes are moving. An empty
 * shape has no cost: no timer, no copy.
 */
export class ShapedNetwork {
  shape: NetworkShape;
  readonly #closed = new AbortController();
  readonly #total = { up: new Pace(), down: new Pace() };
  readonly #connections = { up: new WeakMap<object, Pace>(), down: new WeakMap<object, Pace>() };
  readonly #opened = new WeakSet<object>();

  constructor(shape: NetworkShape = {}) {
    this.shape = shape;
  }

  /** Waits as long as a request and its answer are on their way, and before a connection's first as long as it took to open. */
  async latency(connection: object): Promise<void> {
    const { latencyMs = 0, connectionMs = 0 } = this.shape;
    const wait = latencyMs + (this.#opened.has(connection) ? 0 : connectionMs);
    this.#opened.add(connection);
    if (wait > 0) await this.#wait(wait);
  }

  /**
   * Passes bytes on no faster than the shape allows.
   *
   * @param connection what the limit per connection goes by: the socket
   * @param slowed bytes per second of this one stream, where it is slower than its connection
   */
  async *pass(
    direction: Direction,
    connection: object,
    bytes: AsyncIterable<Uint8Array>,
    slowed?: number,
  ): AsyncGenerator<Uint8Array> {
    const own = new Pace();
    for await (const chunk of bytes) {
      if (this.shape[direction] === undefined && slowed === undefined) {
        yield chunk;
        continue;
      }
      for (let start = 0; start < chunk.length; start += largestStep) {
        const step = chunk.subarray(start, start + largestStep);
        const wait = Math.max(
          own.reserve(step.length, slowed),
          this.#reserve(direction, connection, step.length),
        );
        if (wait > 0) await this.#wait(wait);
        yield step;
      }
    }
  }

  /** Ends all waiting, so that nothing keeps the process alive. */
  close(): void {
    this.#closed.abort();
  }

  /** @returns milliseconds until these bytes have gone through */
  #reserve(direction: Direction, connection: object, bytes: number): number {
    const bandwidth: Bandwidth = this.shape[direction] ?? {};
    const own = this.#connections[direction].get(connection) ?? new Pace();
    this.#connections[direction].set(connection, own);
    return Math.max(
      own.reserve(bytes, bandwidth.bytesPerSecondPerConnection),
      this.#total[direction].reserve(bytes, bandwidth.bytesPerSecondTotal),
    );
  }

  async #wait(milliseconds: number): Promise<void> {
    await delay(milliseconds, undefined, { signal: this.#closed.signal }).catch(() => undefined);
  }
}

/** Hands out turns on a line of a certain speed. */
class Pace {
  #freeAt = 0;

  /** @returns milliseconds until these bytes have gone through */
  reserve(bytes: number, bytesPerSecond: number | undefined): number {
    if (bytesPerSecond === undefined) return 0;
    const now = performance.now();
    const begin = now - this.#freeAt < lateness ? this.#freeAt : now;
    this.#freeAt = begin + (bytes / bytesPerSecond) * 1000;
    return this.#freeAt - now;
  }
}
