import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { z } from 'zod';
import type { Link, LinkShape } from './link.ts';
import { openLink } from './link.ts';

const size = 1_000_000;
const port = 5000;
const digest = `createHash('sha256').update(bytes).digest('hex')`;
const bytes = `const { createHash } = require('node:crypto');
let bytes = Buffer.alloc(${size});
for (let at = 0; at < bytes.length; at += 4) bytes.writeUInt32LE(Math.imul(at, 2654435761) >>> 0, at);`;

const serve = (address: string): string => `${bytes}
require('node:net').createServer((socket) => socket.end(bytes))
  .listen(${port}, '${address}', () => console.log(${digest}));`;

const receive = (address: string): string => `const { createHash } = require('node:crypto');
const begin = performance.now();
const socket = require('node:net').connect(${port}, '${address}');
let connected;
const pieces = [];
socket.on('connect', () => (connected = performance.now() - begin));
socket.on('data', (piece) => pieces.push(piece));
socket.on('end', () => {
  const bytes = Buffer.concat(pieces);
  console.log(JSON.stringify({ connected, ended: performance.now() - begin, digest: ${digest} }));
});`;

const inNamespace = (namespace: string, script: string): readonly [string, readonly string[]] => [
  'nsenter',
  [`--net=${namespace}`, process.execPath, '-e', script],
];

const receivedSchema = z.object({ connected: z.number(), ended: z.number(), digest: z.string() });

/** Sends a million bytes to the client once for each shape. Times are in milliseconds. */
async function transfer(link: Link, shapes: readonly LinkShape[]) {
  const [program, words] = inNamespace(link.namespaces.server, serve(link.serverAddress));
  const server = spawn(program, words, { stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    const [sent] = await once(server.stdout, 'data');
    const results = [];
    for (const each of shapes) {
      await link.shape(each);
      const client = inNamespace(link.namespaces.client, receive(link.serverAddress));
      const { stdout } = await promisify(execFile)(...client);
      const received = receivedSchema.parse(JSON.parse(stdout));
      expect(received.digest).toBe(String(sent).trim());
      results.push({ ...received, counts: await link.shape({}) });
    }
    return results;
  } finally {
    server.kill();
    await once(server, 'close');
  }
}

test('a link has the rate, the delay, the queue and the loss that it is given, or says why there is none', async () => {
  const answer = await openLink();
  if (answer.kind === 'unavailable') {
    expect(answer.why).toMatch(/\w/);
    return;
  }
  expect(process.platform).toBe('linux');
  const { link } = answer;
  try {
    const [slow, lossy, short] = await transfer(link, [
      { up: { delayMs: 30 }, down: { delayMs: 30, bitsPerSecond: 20_000_000 } },
      { down: { loss: 0.05, bitsPerSecond: 50_000_000 } },
      { down: { bitsPerSecond: 50_000_000, queueBytes: 20_000, delayMs: 5 } },
    ]);
    expect(slow?.connected).toBeGreaterThan(55);
    // 400 ms for the bytes at 20 Mbit/s.
    expect(slow?.ended).toBeGreaterThan(430);
    expect(slow?.counts.down).toMatchObject({ lost: 0, overflowed: 0 });
    const { segments = 0, lost = 0 } = lossy?.counts.down ?? {};
    expect(segments).toBeGreaterThan(size / 1500);
    expect(lost / segments).toBeGreaterThan(0.015);
    expect(lost / segments).toBeLessThan(0.12);
    expect(lossy?.counts.up.lost).toBe(0);
    expect(short?.counts.down.overflowed).toBeGreaterThan(0);
    expect(short?.counts.down.lost).toBe(0);
  } finally {
    await link.close();
  }
});
