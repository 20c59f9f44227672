import { appendFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { historyAsCsv, historyAsJson } from '../../../shared/history/export-history.ts';
import type { HistoryEntry } from '../../../shared/models/history.ts';
import { historyEntrySchema } from '../../../shared/models/history.ts';
import { isFinished } from '../../../shared/models/transfer.ts';
import { createPlans } from '../plans/plans.ts';
import { seedImage } from '../testing/seed-image.ts';
import type { TwoRegistries } from '../testing/two-registries.ts';
import { quickRetries, startTwoRegistries } from '../testing/two-registries.ts';
import { createTransfers } from '../transfers/transfers.ts';
import { historyEntry } from './history-entry.ts';
import { createHistoryStore } from './history-store.ts';
import { createHistory } from './history.ts';

let registries: TwoRegistries;
let folder: string;
let sample: HistoryEntry;

/** A real transfer: one image that arrives, one whose layer may not be read. */
beforeAll(async () => {
  registries = await startTwoRegistries();
  const names = { from: 'history/source', to: 'history/destination' };
  const source = registries.source.createRepository(names.from);
  registries.destination.createRepository(names.to);
  const good = await seedImage(source, [['good', 1000]], ['good']);
  const bad = await seedImage(source, [['bad', 1000]], ['bad']);
  registries.ecr.faults.add({
    kind: 'access-denied',
    operation: 'GetDownloadUrlForLayer',
    digest: bad.layerDigests[0] ?? '',
  });
  const plans = createPlans(registries.access);
  const { promise, resolve } = Promise.withResolvers<HistoryEntry>();
  const transfers = createTransfers({
    plans,
    send: () => undefined,
    retryPolicy: quickRetries,
    ended: (plan, transfer) => resolve(historyEntry(plan, transfer)),
  });
  const request = registries.request(names, [
    { digest: good.digest, sourceTags: ['good'], destinationTags: ['v1'] },
    { digest: bad.digest, sourceTags: ['bad'], destinationTags: ['v2'] },
  ]);
  const { plan } = await plans.create(request);
  transfers.start(plan.id);
  sample = await promise;
  expect(transfers.list().every(({ state }) => isFinished(state))).toBe(true);
});
afterAll(() => registries.close());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'history-'));
});
afterEach(() => rm(folder, { recursive: true }));

const entry = (number: number, more: Partial<HistoryEntry> = {}): HistoryEntry => ({
  ...sample,
  id: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
  finishedAt: number,
  ...more,
});
const page = { offset: 0, limit: 200 };

test('an entry says who copied what from where to where, and how each image ended', () => {
  expect(historyEntrySchema.parse(JSON.parse(JSON.stringify(sample)))).toEqual(sample);
  expect(sample).toMatchObject({
    result: 'failed',
    error: { code: 'access-denied', side: 'source' },
    source: {
      profile: 'build',
      arn: 'arn:aws:iam::111111111111:user/build',
      repositoryName: 'history/source',
    },
    destination: { profile: 'production', accountId: '222222222222' },
    images: [
      { destinationTags: ['v1'], outcome: { kind: 'verified' } },
      { destinationTags: [], outcome: { kind: 'failed', error: { code: 'access-denied' } } },
    ],
    request: { images: [{ sourceTags: ['good'] }, { sourceTags: ['bad'] }] },
  });
  expect(sample.bytes.transferred).toBeGreaterThan(1000);
  expect(sample.finishedAt).toBeGreaterThanOrEqual(sample.startedAt + sample.duration);
});

test('what was added is found after a restart, the latest first', async () => {
  const history = createHistory(createHistoryStore({ folder }));
  for (const number of [1, 2, 3]) await history.add(entry(number));
  const again = createHistory(createHistoryStore({ folder }));
  const { entries, total, matching, brokenLines } = await again.search({}, { offset: 1, limit: 1 });
  expect([entries.map(({ finishedAt }) => finishedAt), total, matching, brokenLines]).toEqual([[2], 3, 3, 0]);
  expect(entries[0]).toMatchObject({ imageCount: 2, result: 'failed' });
  expect(await again.read(entry(3).id)).toEqual(entry(3));
});

test('lines that cannot be read are passed over and counted, and a cut one swallows nothing', async () => {
  const store = createHistoryStore({ folder });
  await store.append(entry(1));
  const path = join(folder, 'history.jsonl');
  await appendFile(path, '{"version":2,"from":"the future"}\nnonsense\n{"version":1,"id":"cut o');
  await store.append(entry(2));
  const { entries, brokenLines } = await createHistoryStore({ folder }).read();
  expect(entries.map(({ finishedAt }) => finishedAt)).toEqual([1, 2]);
  expect(brokenLines).toBe(3);
});

test('files are put away when they are full, and the oldest one makes room', async () => {
  const size = JSON.stringify(entry(1)).length + 20;
  const store = createHistoryStore({ folder, mostBytes: size * 2, mostFiles: 3 });
  for (let number = 1; number <= 9; number += 1) await store.append(entry(number));
  expect((await readdir(folder)).toSorted()).toEqual(['history.1.jsonl', 'history.2.jsonl', 'history.jsonl']);
  const { entries } = await store.read();
  expect(entries.map(({ finishedAt }) => finishedAt)).toEqual([5, 6, 7, 8, 9]);
  await store.clear();
  expect(await readdir(folder)).toEqual([]);
});

test('it is searched by words, results and times', async () => {
  const history = createHistory(createHistoryStore({ folder }));
  await history.add(entry(1));
  await history.add(entry(2, { result: 'verified' }));
  const found = async (query: Parameters<typeof history.search>[0]) =>
    (await history.search(query, page)).entries.map(({ finishedAt }) => finishedAt);
  expect(await found({ text: 'HISTORY/source  222222222222 v1' })).toEqual([2, 1]);
  expect(await found({ text: sample.images[1]?.sourceDigest.slice(7, 30) ?? '' })).toEqual([2, 1]);
  expect(await found({ text: 'nowhere' })).toEqual([]);
  expect(await found({ results: ['verified', 'cancelled'] })).toEqual([2]);
  expect(await found({ since: 2 })).toEqual([2]);
  expect(await found({ until: 1 })).toEqual([1]);
});

test('a folder that cannot be used is told', async () => {
  await writeFile(join(folder, 'file'), '');
  const history = createHistory(createHistoryStore({ folder: join(folder, 'file', 'in-it') }));
  await expect(history.add(entry(1))).rejects.toThrow(/ENOTDIR/);
});

test('clearing forgets all, on disk too', async () => {
  const history = createHistory(createHistoryStore({ folder }));
  await history.add(entry(1));
  await history.clear();
  expect(await history.search({}, page)).toMatchObject({ entries: [], total: 0 });
  await expect(history.read(entry(1).id)).rejects.toThrow(/no longer/);
  await history.add(entry(2));
  expect((await readFile(join(folder, 'history.jsonl'), 'utf8')).split('\n')).toHaveLength(2);
});

test('exports hold a line per image, or everything', () => {
  const lines = historyAsCsv([entry(1), entry(2)]).split('\r\n');
  expect(lines).toHaveLength(6);
  expect(lines[1]).toContain('verified');
  expect(lines[2]).toMatch(/failed,failed,.*not allowed/);
  expect(JSON.parse(historyAsJson([entry(1)]))).toEqual([entry(1)]);
});
