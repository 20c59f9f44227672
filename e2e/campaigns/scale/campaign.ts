import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';
import type { Records } from '../../../electron/engine/storage/records.ts';
import { openRecords } from '../../../electron/engine/storage/records.ts';
import { sampleDigest, sampleEntry, sampleTransfer } from '../../../electron/testing/sample-records.ts';
import type { HistoryEntry, HistoryQuery } from '../../../shared/models/history.ts';
import type { Campaign } from '../core/campaign.ts';
import { atMost, exactly } from '../core/campaign.ts';

/** One queued transfer for this many history entries: 5,000 for 100,000. */
const entriesPerTransfer = 20;
/** An entry has 1 to 5 images. */
const maxImages = 5;
const portion = 2_000;
const pageSize = 25;

const platforms = ['amd64', 'arm64'] as const;
const platformDigest = (digest: string, platform: string): string => sampleDigest(`${digest} ${platform}`);

/** An entry of indexes with two platforms each. */
function indexEntry(number: number): HistoryEntry {
  const result = number % 10 === 0 ? 'failed' : 'verified';
  const entry = sampleEntry(number, { result }, 1 + (number % maxImages));
  const images = entry.images.map((image) => ({
    ...image,
    contents: {
      manifests: [
        ...platforms.map((platform) => platformDigest(image.sourceDigest, platform)),
        image.sourceDigest,
      ].map((digest) => ({ digest, mediaType: 'application/vnd.oci.image.manifest.v1+json' })),
      layers: { count: 10, bytes: 1_000 },
    },
  }));
  return { ...entry, images };
}

async function fill(folder: string, size: number, report: (line: string) => void): Promise<void> {
  const records = openRecords({ folder });
  for (let number = 0; number < size; number += 1) {
    records.change({ kind: 'finished', entry: indexEntry(number) });
    if (number % portion === 0) await records.settled();
    if (number > 0 && number % 20_000 === 0) report(`${number} history entries are stored`);
  }
  for (let number = 0; number < size / entriesPerTransfer; number += 1)
    records.change({ kind: 'queued', transfer: sampleTransfer(size + number) });
  await records.close();
}

const queries = (size: number): readonly HistoryQuery[] => [
  {},
  { text: 'team/app-7' },
  { text: '111111111111 production' },
  { text: sampleDigest(`${Math.floor(size / 2)}-0`).slice(7, 27) },
  { text: platformDigest(sampleDigest(`${Math.floor(size / 2)}-0`), 'arm64').slice(0, 19) },
  { text: 'v9 us-east-1' },
  { text: 'app-1 eu-west us-east 111 222 aws ecr' },
  { text: 'matches nothing' },
  { results: ['failed'] },
  { since: size / 4, until: size / 2, text: 'build' },
];

/** What a user searches for to know who pushed an image: a digest, the digest of a platform, and a tag in a repository. */
const pushTexts = (size: number): readonly string[] => {
  const number = Math.floor(size / 2);
  const digest = sampleDigest(`${number}-0`);
  return [
    digest,
    platformDigest(digest, 'amd64').slice(7, 19),
    `${sampleEntry(number).destination.repositoryUri}:v${number}`,
    `${sampleEntry(number).destination.repositoryUri}:v50`,
  ];
};

interface Search {
  /** Milliseconds. */
  readonly took: number;
  /** Milliseconds of processor time, which other work on the machine does not change. */
  readonly cpu: number;
  /** The longest time in milliseconds in which nothing else could run. */
  readonly blocked: number;
}

async function measure(work: () => Promise<unknown>): Promise<Search> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  await setTimeout(20);
  delay.enable();
  const before = process.cpuUsage();
  const startedAt = performance.now();
  await work();
  const took = performance.now() - startedAt;
  const { user, system } = process.cpuUsage(before);
  await setTimeout(5);
  delay.disable();
  return { took, cpu: (user + system) / 1_000, blocked: delay.max / 1e6 };
}

/** Reads all pages. @returns the number of entries. */
async function countAll({ history }: Records, size: number): Promise<number> {
  const found = new Set<string>();
  const limit = 200;
  for (let offset = 0; offset < size; offset += limit * 50) {
    const { entries } = await history.search({}, { offset, limit });
    for (const { id } of entries) found.add(id);
  }
  const { matching } = await history.search({}, { offset: 0, limit: 1 });
  const expected = Math.ceil(size / (limit * 50)) * limit;
  return found.size === Math.min(expected, size) ? matching : found.size;
}

/** Opens the records in a new process. @returns milliseconds until the queue is read. */
function measureStart(folder: string): number {
  const script = join(import.meta.dirname, 'open-in-child.ts');
  const { stdout, stderr, status } = spawnSync(process.execPath, [script, folder], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return Number(stdout);
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

async function measureThrice(
  what: string,
  report: (line: string) => void,
  work: () => Promise<unknown>,
): Promise<Search> {
  const runs = [];
  for (let run = 0; run < 3; run += 1) runs.push(await measure(work));
  const took = median(runs.map((each) => each.took));
  const cpu = median(runs.map((each) => each.cpu));
  const blocked = median(runs.map((each) => each.blocked));
  report(`${what}: ${took.toFixed(0)} ms (processor ${cpu.toFixed(0)} ms), blocks ${blocked.toFixed(0)} ms`);
  return { took, cpu, blocked };
}

/** A history and a queue of years: nothing is dropped, and access is as fast as on the first day. */
export const campaign: Campaign = {
  description: '100,000 history entries and 5,000 queued transfers: none dropped, search and start are fast',
  fullSize: 100_000,
  sampleSize: 2_000,
  async run({ size, report }) {
    const folder = await mkdtemp(join(tmpdir(), 'scale-'));
    try {
      await fill(folder, size, report);
      const starts = [1, 2, 3].map(() => measureStart(folder));
      const records = openRecords({ folder });
      let queued = 0;
      records.onQueueRead((transfers) => (queued = transfers.length));
      const searches: Search[] = [];
      for (const query of queries(size))
        for (const offset of [0, 1_000]) {
          // The first search has a cold disk cache, like a user's first search.
          searches.push(
            await measureThrice(`${JSON.stringify(query)} from ${offset}`, report, () =>
              records.history.search(query, { offset, limit: pageSize }),
            ),
          );
        }
      for (const text of pushTexts(size))
        searches.push(
          await measureThrice(`pushes of ${text}`, report, async () => {
            const { pushes } = await records.history.findPushes(text);
            if (pushes.length === 0) throw new Error(`No push of ${text} was found.`);
          }),
        );
      const stored = await countAll(records, size);
      await records.close();
      return [
        exactly('history entries', size, stored),
        exactly('queued transfers', size / entriesPerTransfer, queued),
        atMost('slowest search (median of 3), ms', 200, Math.max(...searches.map(({ took }) => took))),
        atMost(
          'processor time of the slowest search (median of 3), ms',
          200,
          Math.max(...searches.map(({ cpu }) => cpu)),
        ),
        atMost(
          'longest time for which a search blocks the process (median of 3), ms',
          50,
          Math.max(...searches.map(({ blocked }) => blocked)),
        ),
        atMost('start: open and read the queue (median of 3), ms', 1_000, median(starts)),
      ];
    } finally {
      await rm(folder, { recursive: true, maxRetries: 5 });
    }
  },
};
