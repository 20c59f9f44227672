import { setTimeout as delay } from 'node:timers/promises';
import type { Bandwidth, Direction, NetworkShape } from './network-shape.ts';

/** Large enough to cost nothing, small enough that a slow connection still moves evenly. */
const largestStep = 64 * 1024;

/**
 * Slows bytes down to the shape that is set at that moment; it may be changed while bytes are moving. An empty
 * shape has no cost: no timer, no copy.
 */
export class ShapedNetwork {
  shape: NetworkShape;
  readonly #closed = new AbortController();
  readonly #total = { up: new Pace(), down: new Pace() };
  readonly #connections = { up: new WeakMap<object, Pace>(), down: new WeakMap<object, Pace>() };

  constructor(shape: NetworkShape = {}) {
    this.shape = shape;
  }

  /** Waits as long as one way to the server takes. */
  async latency(): Promise<void> {
    const { latencyMs = 0 } = this.shape;
    if (latencyMs > 0) await this.#wait(latencyMs);
  }

  /**
   * Passes bytes on no faster than the shape allows.
   *
   * @param connection what the limit per connection goes by: the socket
   */
  async *pass(
    direction: Direction,
    connection: object,
    bytes: AsyncIterable<Uint8Array>,
  ): AsyncGenerator<Uint8Array> {
    for await (const chunk of bytes) {
      if (this.shape[direction] === undefined) {
        yield chunk;
        continue;
      }
      for (let start = 0; start < chunk.length; start += largestStep) {
        const step = chunk.subarray(start, start + largestStep);
        await this.#takeTurn(direction, connection, step.length);
        yield step;
      }
    }
  }

  /** Ends all waiting, so that nothing keeps the process alive. */
  close(): void {
    this.#closed.abort();
  }

  async #takeTurn(direction: Direction, connection: object, bytes: number): Promise<void> {
    const bandwidth: Bandwidth = this.shape[direction] ?? {};
    const own = this.#connections[direction].get(connection) ?? new Pace();
    this.#connections[direction].set(connection, own);
    const wait = Math.max(
      own.reserve(bytes, bandwidth.bytesPerSecondPerConnection),
      this.#total[direction].reserve(bytes, bandwidth.bytesPerSecondTotal),
    );
    if (wait > 0) await this.#wait(wait);
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
    this.#freeAt = Math.max(now, this.#freeAt) + (bytes / bytesPerSecond) * 1000;
    return this.#freeAt - now;
  }
}
