import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { ShapedNetwork } from './shaped-network.ts';

async function* chunks(count: number, size: number): AsyncGenerator<Uint8Array> {
  for (let index = 0; index < count; index += 1) yield Buffer.alloc(size, index);
}

/** Milliseconds that the transfer of this many bytes takes. */
async function timeOf(network: ShapedNetwork, bytes: number, connection: object): Promise<number> {
  const startedAt = performance.now();
  let passed = 0;
  for await (const chunk of network.pass('down', connection, chunks(bytes / 10_000, 10_000)))
    passed += chunk.length;
  expect(passed).toBe(bytes);
  return performance.now() - startedAt;
}

describe('ShapedNetwork', () => {
  it('passes bytes through unchanged when nothing is set', async () => {
    const network = new ShapedNetwork();
    const [chunk] = [Buffer.alloc(1_000_000)];
    const source = (async function* () {
      yield chunk;
    })();
    for await (const passed of network.pass('up', {}, source)) expect(passed).toBe(chunk);
  });

  it('limits each connection separately', async () => {
    const network = new ShapedNetwork({ down: { bytesPerSecondPerConnection: 1_000_000 } });
    const startedAt = performance.now();
    const times = await Promise.all(Array.from({ length: 20 }, () => timeOf(network, 200_000, {})));
    for (const time of times) expect(time).toBeGreaterThan(190);
    // One limit for all of them would make it four seconds.
    expect(performance.now() - startedAt).toBeLessThan(3_900);
  });

  it('limits all connections together', async () => {
    const network = new ShapedNetwork({ down: { bytesPerSecondTotal: 1_000_000 } });
    const times = await Promise.all([timeOf(network, 200_000, {}), timeOf(network, 200_000, {})]);
    expect(Math.max(...times)).toBeGreaterThan(390);
  });

  it('limits one direction only', async () => {
    const network = new ShapedNetwork({ up: { bytesPerSecondTotal: 1 } });
    // In the other direction, these bytes would take days.
    expect(await timeOf(network, 200_000, {})).toBeGreaterThan(0);
  });

  it('can change during a transfer', async () => {
    const network = new ShapedNetwork({ down: { bytesPerSecondTotal: 1_000 } });
    const passing = network.pass('down', {}, chunks(1000, 10_000));
    await passing.next();
    network.shape = {};
    let passed = 0;
    for await (const chunk of passing) passed += chunk.length;
    expect(passed).toBe(9_990_000);
  });

  it('adds latency', async () => {
    const network = new ShapedNetwork({ latencyMs: 50 });
    const startedAt = performance.now();
    await network.latency({});
    expect(performance.now() - startedAt).toBeGreaterThan(45);
  });

  it('adds the connection set-up to the first request only', async () => {
    const network = new ShapedNetwork({ latencyMs: 50, connectionMs: 100 });
    const connection = {};
    const startedAt = performance.now();
    await network.latency(connection);
    const first = performance.now() - startedAt;
    await network.latency(connection);
    expect(first).toBeGreaterThan(145);
    expect(performance.now() - startedAt - first).toBeLessThan(first);
  });

  it('compensates for late timers', async () => {
    // A thousand steps of half a millisecond, with a timer that counts whole milliseconds.
    const network = new ShapedNetwork({ down: { bytesPerSecondPerConnection: 20_000_000 } });
    const startedAt = performance.now();
    for (let step = 0; step < 200; step += 1) await delay(0.5);
    const uncompensated = 5 * (performance.now() - startedAt);
    expect(await timeOf(network, 10_000_000, {})).toBeLessThan(0.8 * uncompensated);
  });

  it('slows one stream only', async () => {
    const network = new ShapedNetwork();
    const startedAt = performance.now();
    let passed = 0;
    for await (const chunk of network.pass('down', {}, chunks(10, 10_000), 500_000)) passed += chunk.length;
    expect(passed).toBe(100_000);
    expect(performance.now() - startedAt).toBeGreaterThan(190);
  });

  it('stops waiting when closed', async () => {
    const network = new ShapedNetwork({ latencyMs: 1_000_000 });
    const waiting = network.latency({});
    network.close();
    await expect(waiting).resolves.toBeUndefined();
  });
});
