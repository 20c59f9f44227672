import { setTimeout as delay } from 'node:timers/promises';
import type { Bandwidth, Direction, NetworkShape } from './network-shape.ts';

/** Large enough to cost nothing, small enough for an even transfer on a slow connection. */
const largestStep = 64 * 1024;

/** Maximum lateness of a timer in milliseconds that is compensated, as the link was busy meanwhile. Shorter than a long round trip. */
const lateness = 20;

/** The time in milliseconds, and how to wait; a wait ends early when its signal is aborted. */
export interface Clock {
  readonly now: () => number;
  readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

const realClock: Clock = {
  now: () => performance.now(),
  wait: (milliseconds, signal) => delay(milliseconds, undefined, { signal }).catch(() => undefined),
};

/**
 * Limits transfers to the current shape, which can change during a transfer. An empty shape has no cost: no timer, no
 * copy.
 */
export class ShapedNetwork {
  shape: NetworkShape;
  readonly #closed = new AbortController();
  readonly #clock: Clock;
  readonly #total = { up: new Pace(), down: new Pace() };
  readonly #connections = { up: new WeakMap<object, Pace>(), down: new WeakMap<object, Pace>() };
  readonly #opened = new WeakSet<object>();

  constructor(shape: NetworkShape = {}, clock = realClock) {
    this.shape = shape;
    this.#clock = clock;
  }

  /** Waits for the latency of a request and, for the first one of a connection, of the connection set-up. */
  async latency(connection: object): Promise<void> {
    const { latencyMs = 0, connectionMs = 0 } = this.shape;
    const wait = latencyMs + (this.#opened.has(connection) ? 0 : connectionMs);
    this.#opened.add(connection);
    if (wait > 0) await this.#wait(wait);
  }

  /**
   * Passes bytes through no faster than the shape allows.
   *
   * @param connection the socket, as the key of the limit per connection
   * @param slowed bytes per second of this stream, when it is slower than its connection
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
          own.reserve(this.#clock.now(), step.length, slowed),
          this.#reserve(direction, connection, step.length),
        );
        if (wait > 0) await this.#wait(wait);
        yield step;
      }
    }
  }

  /** Ends all waits, so that none keeps the process alive. */
  close(): void {
    this.#closed.abort();
  }

  /** @returns milliseconds until these bytes are transferred. */
  #reserve(direction: Direction, connection: object, bytes: number): number {
    const bandwidth: Bandwidth = this.shape[direction] ?? {};
    const own = this.#connections[direction].get(connection) ?? new Pace();
    this.#connections[direction].set(connection, own);
    const now = this.#clock.now();
    return Math.max(
      own.reserve(now, bytes, bandwidth.bytesPerSecondPerConnection),
      this.#total[direction].reserve(now, bytes, bandwidth.bytesPerSecondTotal),
    );
  }

  #wait(milliseconds: number): Promise<void> {
    return this.#clock.wait(milliseconds, this.#closed.signal);
  }
}

/** Schedules transfers on a link with a fixed speed. */
class Pace {
  #freeAt = 0;

  /** @returns milliseconds from now until these bytes are transferred. */
  reserve(now: number, bytes: number, bytesPerSecond: number | undefined): number {
    if (bytesPerSecond === undefined) return 0;
    const begin = now - this.#freeAt < lateness ? this.#freeAt : now;
    this.#freeAt = begin + (bytes / bytesPerSecond) * 1000;
    return this.#freeAt - now;
  }
}
