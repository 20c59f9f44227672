import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { networks } from '../cases/networks.ts';
import type { Bench } from '../cases/run-case.ts';
import { applyNetwork } from '../cases/run-case.ts';
import { copyAsApp } from './copy-as-app.ts';
import type { Link, LinkCounts } from '../network/link.ts';
import type { Figure } from '../report/figures-table.ts';
import { mixedImage } from '../workloads/workloads.ts';

// Whether the app's bandwidth limit is kept, and leaves room on the link for others: a copy with a limit of 80 % of the link,
// while a connection beside it exchanges small messages.

const network = networks.distant;
const limit = 0.8 * (network.link.bitsPerSecond / 8);
const copySeconds = 16;
/** Any ten seconds; the counts are read twice a second. */
const windowMs = 10_000;
const sampleMs = 500;
const tolerance = 0.05;
const idleMs = 3000;
/** IP and TCP with its time stamps. */
const headerBytes = 52;

const echo = (namespace: string, ...words: readonly string[]) =>
  spawn(
    'nsenter',
    [`--net=${namespace}`, 'python3', join(import.meta.dirname, '..', 'network', 'echo.py'), ...words],
    {
      stdio: ['pipe', 'pipe', 'inherit'],
    },
  );

/** Milliseconds of the round trips of small messages during the work, shortest first. */
async function roundTripsDuring(
  link: Link,
  port: string,
  work: () => Promise<unknown>,
): Promise<readonly number[]> {
  const client = echo(link.namespaces.client, 'ask', link.serverAddress, port);
  const output = text(client.stdout);
  await work();
  client.stdin.end();
  return z
    .array(z.number())
    .parse(JSON.parse(await output))
    .toSorted((a, b) => a - b);
}

const at = (ascending: readonly number[], share: number): number =>
  ascending[Math.floor(share * ascending.length)] ?? Number.NaN;

interface Sample {
  readonly at: number;
  /** Bytes to the client so far, without the headers of IP and TCP. */
  readonly bytes: number;
}

const payload = ({ down }: LinkCounts): number => down.bytes - headerBytes * down.segments;

/** Reads what passes to the client until the work ends. */
async function sampleDuring(link: Link, work: Promise<unknown>): Promise<readonly Sample[]> {
  const samples: Sample[] = [];
  let bytes = 0;
  const ended = work.then(() => 'ended' as const);
  await link.takeCounts();
  while ((await Promise.race([ended, delay(sampleMs)])) !== 'ended') {
    bytes += payload(await link.takeCounts());
    samples.push({ at: performance.now(), bytes });
  }
  return samples;
}

/** Bytes per second over every ten seconds. */
const windows = (samples: readonly Sample[]): readonly number[] =>
  samples.flatMap((begin) => {
    const end = samples.find((sample) => sample.at >= begin.at + windowMs);
    return end ? [(1000 * (end.bytes - begin.bytes)) / (end.at - begin.at)] : [];
  });

const rateLimit = {
  what: 'bytes in any ten seconds ÷ bandwidth limit',
  limit: `at most ${1 + tolerance}`,
};
const latencyLimits = [
  { share: 0.5, name: 'median' },
  { share: 0.95, name: '95th of 100' },
].map(({ share, name }) => ({
  share,
  what: `round trip of another connection ÷ idle, with a limit of 80 % of the link, ${name}`,
  limit: 'at most 2',
}));

export async function measureBandwidthLimit(bench: Bench): Promise<readonly Figure[]> {
  const { link, registry } = bench;
  if (!link)
    return [rateLimit, ...latencyLimits].map(({ what, limit: maximum }) => ({
      what,
      limit: maximum,
      measured: '–',
      ok: false,
      notJudged: 'no network namespaces',
    }));
  const from = 'bandwidth';
  const images = await registry.seed(from, [mixedImage(from, limit * copySeconds)]);
  const server = echo(link.namespaces.server, 'serve', link.serverAddress);
  try {
    const [port] = await once(createInterface({ input: server.stdout }), 'line');
    const place = await applyNetwork(bench, network);
    const idle = await roundTripsDuring(link, String(port), () => delay(idleMs));
    let samples: readonly Sample[] = [];
    const busy = await roundTripsDuring(link, String(port), async () => {
      const job = { from, repository: `limited/${from}`, images, bytesPerSecond: limit };
      samples = await sampleDuring(link, copyAsApp(bench, place, job));
    });
    const fastest = Math.max(...windows(samples)) / limit;
    return [
      { ...rateLimit, measured: fastest.toFixed(3), ok: fastest <= 1 + tolerance },
      ...latencyLimits.map(({ share, what, limit: maximum }) => {
        const [before, during] = [at(idle, share), at(busy, share)];
        return {
          what,
          limit: maximum,
          measured: `${(during / before).toFixed(2)} (${during.toFixed(0)} / ${before.toFixed(0)} ms)`,
          ok: during <= 2 * before,
        };
      }),
    ];
  } finally {
    server.stdin.end();
    await once(server, 'close');
  }
}
