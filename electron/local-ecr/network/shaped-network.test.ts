import { describe, expect, it } from 'vitest';
import type { NetworkShape } from './network-shape.ts';
import type { Clock } from './shaped-network.ts';
import { ShapedNetwork } from './shaped-network.ts';

/**
 * A clock that runs only while something waits, so that no load of the machine changes what is measured. Its timers count
 * whole milliseconds, and are late like those of Node.
 */
class TestClock implements Clock {
  #now = 0;
  #timers: { readonly at: number; readonly end: () => void }[] = [];

  readonly now = (): number => this.#now;

  readonly wait = (milliseconds: number): Promise<void> => {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#timers.push({ at: this.#now + Math.ceil(milliseconds), end: resolve });
    // Everything that has not to wait goes first.
    setImmediate(() => this.#endNext());
    return promise;
  };

  #endNext(): void {
    const next = this.#timers.reduce((first, timer) => (timer.at < first.at ? timer : first));
    this.#timers = this.#timers.filter((timer) => timer !== next);
    this.#now = Math.max(this.#now, next.at);
    next.end();
  }
}

function openNetwork(shape: NetworkShape = {}): { readonly network: ShapedNetwork; readonly clock: Clock } {
  const clock = new TestClock();
  return { network: new ShapedNetwork(shape, clock), clock };
}

async function* chunks(count: number, size: number): AsyncGenerator<Uint8Array> {
  for (let index = 0; index < count; index += 1) yield Buffer.alloc(size, index);
}

/** Milliseconds that the transfer of this many bytes takes. */
async function timeOf({ network, clock }: ReturnType<typeof openNetwork>, bytes: number, slowed?: number) {
  const startedAt = clock.now();
  let passed = 0;
  for await (const chunk of network.pass('down', {}, chunks(bytes / 10_000, 10_000), slowed))
    passed += chunk.length;
  expect(passed).toBe(bytes);
  return clock.now() - startedAt;
}

describe('ShapedNetwork', () => {
  it('passes bytes through unchanged when nothing is set', async () => {
    const { network } = openNetwork();
    const [chunk] = [Buffer.alloc(1_000_000)];
    const source = (async function* () {
      yield chunk;
    })();
    for await (const passed of network.pass('up', {}, source)) expect(passed).toBe(chunk);
  });

  it('limits each connection separately', async () => {
    const open = openNetwork({ down: { bytesPerSecondPerConnection: 1_000_000 } });
    expect(await Promise.all([timeOf(open, 200_000), timeOf(open, 200_000)])).toEqual([200, 200]);
  });

  it('limits all connections together', async () => {
    const open = openNetwork({ down: { bytesPerSecondTotal: 1_000_000 } });
    expect(Math.max(...(await Promise.all([timeOf(open, 200_000), timeOf(open, 200_000)])))).toBe(400);
  });

  it('limits one direction only', async () => {
    expect(await timeOf(openNetwork({ up: { bytesPerSecondTotal: 1 } }), 200_000)).toBe(0);
  });

  it('can change during a transfer', async () => {
    const { network, clock } = openNetwork({ down: { bytesPerSecondTotal: 100_000 } });
    const passing = network.pass('down', {}, chunks(1000, 10_000));
    await passing.next();
    expect(clock.now()).toBe(100);
    network.shape = {};
    let passed = 0;
    for await (const chunk of passing) passed += chunk.length;
    expect(passed).toBe(9_990_000);
    expect(clock.now()).toBe(100);
  });

  it('adds latency', async () => {
    const { network, clock } = openNetwork({ latencyMs: 50 });
    await network.latency({});
    expect(clock.now()).toBe(50);
  });

  it('adds the connection set-up to the first request only', async () => {
    const { network, clock } = openNetwork({ latencyMs: 50, connectionMs: 100 });
    const connection = {};
    await network.latency(connection);
    expect(clock.now()).toBe(150);
    await network.latency(connection);
    expect(clock.now()).toBe(200);
  });

  it('compensates for late timers', async () => {
    // A thousand steps of half a millisecond, with a timer that counts whole milliseconds.
    const open = openNetwork({ down: { bytesPerSecondPerConnection: 20_000_000 } });
    expect(await timeOf(open, 10_000_000)).toBeLessThan(510);
  });

  it('slows one stream only', async () => {
    const open = openNetwork();
    expect(await timeOf(open, 100_000, 500_000)).toBe(200);
    expect(await timeOf(open, 100_000)).toBe(0);
  });

  it('waits for real time by default, and stops waiting when closed', async () => {
    const startedAt = performance.now();
    await new ShapedNetwork({ latencyMs: 50 }).latency({});
    expect(performance.now() - startedAt).toBeGreaterThan(45);
    const network = new ShapedNetwork({ latencyMs: 1_000_000 });
    const waiting = network.latency({});
    network.close();
    await expect(waiting).resolves.toBeUndefined();
  });
});
