import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect } from 'vitest';
import { historyAsCsv, historyAsJson } from '../../../shared/history/export-history.ts';
import type { HistoryEntry, HistoryQuery, HistorySortColumn } from '../../../shared/models/history.ts';
import { historyEntrySchema } from '../../../shared/models/history.ts';
import { isFinished } from '../../../shared/models/transfer.ts';
import { createPlans } from '../plan/plan-store.ts';
import type { Records } from './records.ts';
import { openRecords } from './records.ts';
import { createMemoryStore } from '../../testing/memory-store.ts';
import { seedImage } from '../../testing/seed-image.ts';
import { quickRetries } from '../../testing/two-registries.ts';
import { createTransfers } from '../transfers/transfers.ts';
import { test } from '../../testing/registries-test.ts';

let folder: string;
let sample: HistoryEntry;
let records: Records;

const add = async (...entries: readonly HistoryEntry[]): Promise<void> => {
  for (const each of entries) records.change({ kind: 'finished', entry: each });
  await records.settled();
};
const restart = async (): Promise<void> => {
  await records.close();
  records = openRecords({ folder });
};

const entry = (number: number, more: Partial<HistoryEntry> = {}): HistoryEntry => ({
  ...sample,
  id: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
  finishedAt: number,
  ...more,
});
const page = { offset: 0, limit: 200 };

/** A real transfer: one image succeeds, the layer of the other one must not be read. */
test.beforeAll(async ({ registries }) => {
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
  const { promise, resolve } = Promise.withResolvers<void>();
  const store = createMemoryStore();
  const transfers = createTransfers({
    plans,
    send: () => undefined,
    retryPolicy: quickRetries,
    onFinished: () => resolve(),
    store,
    measureLink: () => Promise.resolve({ bytesPerSecond: 100, transfers: 1 }),
  });
  const request = registries.request(names, [
    { digest: good.digest, sourceTags: ['good'], destinationTags: ['v1'] },
    { digest: bad.digest, sourceTags: ['bad'], destinationTags: ['v2'] },
  ]);
  const { plan } = await plans.create(request);
  transfers.start(plan.id);
  await promise;
  [sample = sample] = store.history();
  expect(transfers.list().every(({ state }) => isFinished(state))).toBe(true);
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'history-'));
  records = openRecords({ folder });
});
afterEach(async () => {
  await records.close();
  await rm(folder, { recursive: true });
});

test('an entry contains identities, repositories and the outcome of each image', () => {
  expect(historyEntrySchema.parse(JSON.parse(JSON.stringify(sample)))).toEqual(sample);
  const { planned } = sample;
  expect(planned).toMatchObject({ images: 2, tags: 2, uploadMethod: 'registry' });
  expect(planned?.seconds).toBeCloseTo((planned?.bytes ?? 0) / 100);
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

test('finds entries after a restart, the latest first', async () => {
  await add(...[1, 2, 3].map((number) => entry(number)));
  await restart();
  const { entries, total, matching } = await records.history.search({}, { offset: 1, limit: 1 });
  expect([entries.map(({ finishedAt }) => finishedAt), total, matching]).toEqual([[2], 3, 3]);
  expect(entries[0]).toMatchObject({ imageCount: 2, result: 'failed' });
  expect(await records.history.read(entry(3).id)).toEqual(entry(3));
});

const found = async (query: HistoryQuery) =>
  (await records.history.search(query, page)).entries.map(({ finishedAt }) => finishedAt);

test('searches by words, results and times', async () => {
  await add(entry(1), entry(2, { result: 'verified' }));
  expect(await found({ text: 'HISTORY/source  222222222222 v1' })).toEqual([2, 1]);
  expect(await found({ text: sample.images[1]?.sourceDigest.slice(7, 30) ?? '' })).toEqual([2, 1]);
  expect(await found({ text: 'not allowed' })).toEqual([2, 1]);
  expect(await found({ text: 'nowhere' })).toEqual([]);
  expect(await found({ text: '100%' })).toEqual([]);
  expect(await found({ results: ['verified', 'cancelled'] })).toEqual([2]);
  expect(await found({ results: [] })).toEqual([]);
  expect(await found({ since: 2 })).toEqual([2]);
  expect(await found({ until: 1 })).toEqual([1]);
  expect(await found({ text: 'v1', since: 2, results: ['failed'] })).toEqual([]);
});

const sorted = async (column: HistorySortColumn, descending: boolean, query: HistoryQuery = {}) => {
  const range = { offset: 0, limit: 3, sort: { column, descending } };
  const { entries, matching } = await records.history.search(query, range);
  return [entries.map(({ finishedAt }) => finishedAt), matching];
};

const from = (repositoryName: string) => ({ source: { ...sample.source, repositoryName } });

test('sorts all matching entries by a column, the latest first among equal ones', async () => {
  await add(
    entry(1, { duration: 300, ...from('app-10') }),
    entry(2, { duration: 100, ...from('app-9') }),
    entry(3, { duration: 200, images: [], ...from('app-10'), result: 'verified' }),
    entry(4, { duration: 100, ...from('base') }),
  );
  await restart();
  expect(await sorted('duration', false)).toEqual([[4, 2, 3], 4]);
  expect(await sorted('duration', true)).toEqual([[1, 3, 4], 4]);
  expect(await sorted('source', false)).toEqual([[2, 3, 1], 4]);
  expect(await sorted('images', false)).toEqual([[3, 4, 2], 4]);
  expect(await sorted('finishedAt', false)).toEqual([[1, 2, 3], 4]);
  expect(await sorted('duration', false, { results: ['verified'] })).toEqual([[3], 1]);
});

test('pages of a search over many batches are in order, without gaps or repetitions', async () => {
  const count = 25_000;
  await add(
    ...Array.from({ length: count }, (_, index) =>
      entry(index, { images: [], error: { code: 'x', message: index % 2 ? 'odd' : 'even' } }),
    ),
  );
  const { entries, matching, total } = await records.history.search(
    { text: 'odd' },
    { offset: 4_990, limit: 20 },
  );
  expect([matching, total]).toEqual([count / 2, count]);
  expect(entries.map(({ finishedAt }) => finishedAt)).toEqual(
    Array.from({ length: 20 }, (_, index) => count - 1 - 2 * (4_990 + index)),
  );
});

test('clearing deletes all entries, also on disk', async () => {
  await add(...[1, 2, 3].map((number) => entry(number)));
  await records.history.clear();
  expect(await records.history.search({}, page)).toEqual({ entries: [], total: 0, matching: 0, demo: 0 });
  await expect(records.history.read(entry(1).id)).rejects.toThrow(/no longer/);
  await add(entry(2));
  await restart();
  expect((await records.history.search({}, page)).total).toBe(1);
});

test('a limit deletes the oldest entries, in any number', async () => {
  const { history } = records;
  await add(...Array.from({ length: 350 }, (_, number) => entry(number)));
  expect(history.countExcess({ kind: 'before', time: 50 })).toBe(50);
  expect(await history.trim({ kind: 'before', time: 50 })).toBe(50);
  expect(history.countExcess({ kind: 'over', entries: 60 })).toBe(240);
  expect(await history.trim({ kind: 'over', entries: 60 })).toBe(240);
  expect(await history.trim({ kind: 'over', entries: 60 })).toBe(0);
  const { entries } = await history.search({}, page);
  expect(entries.map(({ finishedAt }) => finishedAt)).toEqual(
    Array.from({ length: 60 }, (_, index) => 349 - index),
  );
});

test('a limit keeps the transfers that finished last, also after the clock was set back', async () => {
  const { history } = records;
  await add(entry(1_000), entry(2_000), entry(3_000));
  for (const number of [10, 20]) {
    await add(entry(number));
    await history.trim({ kind: 'over', entries: 3 });
  }
  const { entries } = await history.search({}, page);
  expect(entries.map(({ finishedAt }) => finishedAt)).toEqual([3_000, 20, 10]);
});

const textOf = async (parts: AsyncIterable<string>): Promise<string> => {
  let text = '';
  for await (const part of parts) text += part;
  return text;
};

test('exports one line for each image as CSV, and everything as JSON', async () => {
  await add(entry(1), entry(2));
  const { history } = records;
  const lines = (await textOf(historyAsCsv(history.matching({})))).split('\r\n');
  expect(lines).toHaveLength(6);
  expect(lines[1]).toContain('verified');
  expect(lines[2]).toMatch(/failed,failed,.*not allowed/);
  expect(JSON.parse(await textOf(historyAsJson(history.matching({}))))).toEqual([entry(2), entry(1)]);
  expect(JSON.parse(await textOf(historyAsJson(history.matching({ text: 'nowhere' }))))).toEqual([]);
});

const size = async () => (await readFile(join(folder, 'records.db'))).length;

test('frees the disk space of deleted entries', async () => {
  await add(...Array.from({ length: 300 }, (_, number) => entry(number)));
  const full = await size();
  await records.history.clear();
  expect(await size()).toBeLessThan(full / 4);
});

const findTimes = async (text: string) =>
  (await records.history.search({ text }, page)).entries.map(({ finishedAt }) => finishedAt);

test('an entry keeps what was checked of each image, and is found by the digest of a platform', async () => {
  const [good] = sample.images;
  if (!good?.contents) throw new Error('no contents');
  expect(good.contents.manifests.at(-1)).toEqual({
    digest: good.destinationDigest,
    mediaType: expect.stringContaining('manifest'),
  });
  expect(good.contents.layers.count).toBe(2);
  expect(good.contents.layers.bytes).toBeGreaterThan(1000);

  const platform = `sha256:${'ab12'.repeat(16)}`;
  const contents = {
    ...good.contents,
    manifests: [
      { digest: platform, mediaType: 'application/vnd.oci.image.manifest.v1+json' },
      ...good.contents.manifests,
    ],
    differences: [{ kind: 'tag-missing' as const, tag: 'v1', digest: good.destinationDigest }],
  };
  await add(entry(1), entry(2, { images: [{ ...good, contents }] }));
  expect(await findTimes(platform)).toEqual([2]);
  expect(await findTimes('AB12ab1')).toEqual([2]);
  expect(await findTimes('sha256:ab12ab12 history/destination')).toEqual([2]);
  expect(await findTimes('ab12ab13')).toEqual([]);
  expect((await records.history.findPushes(platform.slice(7, 15))).pushes).toMatchObject([
    { found: 'manifest', digest: good.destinationDigest, at: 2 },
  ]);
  await restart();
  expect((await records.history.read(entry(2).id)).images[0]?.contents).toEqual(contents);
  await records.history.trim({ kind: 'over', entries: 0 });
  expect(await findTimes(platform)).toEqual([]);
});

const matching = async (text: string) => (await records.history.search({ text }, page)).matching;

test('an image URI finds the entries of its repository and tag', async () => {
  await add(entry(1));
  const uri = sample.destination.repositoryUri;
  expect(await matching(`${uri}:v1`)).toBe(1);
  expect(await matching(`https://${uri}@${sample.images[0]?.destinationDigest}`)).toBe(1);
  expect(await matching(`${uri}:v9`)).toBe(0);
});
