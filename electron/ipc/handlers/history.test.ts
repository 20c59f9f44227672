import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { HistoryEntry } from '../../../shared/models/history.ts';
import { EngineError } from '../../engine/errors/engine-error.ts';
import type { Records } from '../../engine/storage/records.ts';
import { openRecords } from '../../engine/storage/records.ts';
import { sampleDigest, sampleEntry, sampleId } from '../../testing/sample-records.ts';
import type { TextFile } from '../../app/dialogs/save-text.ts';
import { createHistoryHandlers } from './history.ts';
import { createAppHistory } from '../../app/demo/app-history.ts';
import { createHistoryTrimmer } from '../../app/storage/history-limit.ts';

let folder: string;
let records: Records;
let demoEntries: readonly HistoryEntry[];

beforeEach(async () => {
  demoEntries = [];
  folder = await mkdtemp(join(tmpdir(), 'history-handlers-'));
  records = openRecords({ folder });
  for (let number = 1; number <= 250; number += 1)
    records.change({ kind: 'finished', entry: sampleEntry(number) });
  await records.settled();
});
afterEach(async () => {
  await records.close();
  await rm(folder, { recursive: true });
});

const exportPath = (): string => join(folder, 'export.json');
const save = async ({ text }: TextFile): Promise<string> => {
  await writeFile(exportPath(), text);
  return exportPath();
};
const handlersWith = (saveText: (file: TextFile) => Promise<string | null>) =>
  createHistoryHandlers({
    history: createAppHistory(records.history, {
      entries: () => demoEntries,
      clear: () => {
        demoEntries = [];
      },
    }),
    saveText,
  });
const total = async (): Promise<number> => (await records.history.search({}, { offset: 0, limit: 1 })).total;
const exported = async (): Promise<readonly HistoryEntry[]> =>
  JSON.parse(await readFile(exportPath(), 'utf8'));

test('exports and deletes exactly the older entries', async () => {
  const handlers = handlersWith(save);
  const done = await handlers['history.exportAndDelete']({ before: 201, format: 'json' });
  expect(done).toEqual({ path: exportPath(), deleted: 200 });
  expect(await exported()).toEqual(Array.from({ length: 200 }, (_, index) => sampleEntry(200 - index)));
  expect(await total()).toBe(50);
  expect((await records.history.read(sampleId(201))).finishedAt).toBe(201);
});

test('neither exports nor deletes an entry that finishes while the user chooses the file', async () => {
  const handlers = handlersWith(async (file) => {
    records.change({ kind: 'finished', entry: sampleEntry(1_000) });
    await records.settled();
    return save(file);
  });
  await handlers['history.exportAndDelete']({ before: 300, format: 'json' });
  expect(await exported()).toHaveLength(250);
  expect(await total()).toBe(1);
});

test('deletes no entry that got the place of an exported one in the database', async () => {
  const handlers = handlersWith(async (file) => {
    const path = await save(file);
    await records.history.clear();
    records.change({ kind: 'finished', entry: sampleEntry(1_000) });
    await records.settled();
    return path;
  });
  const done = await handlers['history.exportAndDelete']({ before: 300, format: 'json' });
  expect(done).toEqual({ path: exportPath(), deleted: 0 });
  expect((await records.history.read(sampleId(1_000))).finishedAt).toBe(1_000);
});

test('exports no later entry that got the place of a matching one while the file is written', async () => {
  const handlers = handlersWith(async (file) => {
    const parts: string[] = [];
    for await (const part of file.text) {
      // The first entries are read: the others are deleted before they are.
      if (parts.length === 0) {
        await records.history.clear();
        for (let number = 1_001; number <= 1_250; number += 1)
          records.change({ kind: 'finished', entry: sampleEntry(number) });
        await records.settled();
      }
      parts.push(part);
    }
    await writeFile(exportPath(), parts);
    return exportPath();
  });
  await handlers['history.exportAndDelete']({ before: 300, format: 'json' });
  expect((await exported()).filter(({ finishedAt }) => finishedAt >= 300)).toEqual([]);
  expect(await total()).toBe(250);
});

test('deletes nothing without a file or when the file cannot be written', async () => {
  expect(
    await handlersWith(() => Promise.resolve(null))['history.exportAndDelete']({
      before: 300,
      format: 'csv',
    }),
  ).toBeNull();
  const refusal = new EngineError({ code: 'invalid-input', message: 'The disk is full.', retryable: false });
  await expect(
    handlersWith(() => Promise.reject(refusal))['history.exportAndDelete']({ before: 300, format: 'csv' }),
  ).rejects.toThrow('The disk is full.');
  expect(await total()).toBe(250);
});

test('neither exports nor deletes an entry that cannot be read', async () => {
  const database = new DatabaseSync(join(folder, 'records.db'));
  database.exec(`UPDATE history_entry SET contents = '' WHERE number = 7`);
  database.close();
  const done = await handlersWith(save)['history.exportAndDelete']({ before: 300, format: 'json' });
  expect(done?.deleted).toBe(249);
  expect(await total()).toBe(1);
});

test('reports exported entries that cannot be deleted', async () => {
  const other = new DatabaseSync(join(folder, 'records.db'));
  const handlers = handlersWith(async (file) => {
    const path = await save(file);
    other.exec('BEGIN IMMEDIATE');
    return path;
  });
  await expect(handlers['history.exportAndDelete']({ before: 300, format: 'json' })).rejects.toMatchObject({
    data: {
      code: 'storage',
      message: expect.stringMatching(
        /^The entries are exported to .* and stay in the history\. .*Another process/,
      ),
    },
  });
  other.exec('ROLLBACK');
  other.close();
  expect(await total()).toBe(250);
});

test('counts the entries beyond a limit, and deletes them', async () => {
  const handlers = handlersWith(save);
  const excess = (limit: Parameters<(typeof handlers)['history.countExcess']>[0]['limit']) =>
    handlers['history.countExcess']({ limit });
  expect(await excess({ kind: 'unlimited' })).toBe(0);
  expect(await excess({ kind: 'entries', entries: 100 })).toBe(150);
  expect(await excess({ kind: 'days', days: 30 })).toBe(250);

  const trimmed: number[] = [];
  let limit: Parameters<typeof excess>[0] = { kind: 'unlimited' };
  const trimHistory = createHistoryTrimmer({
    history: records.history,
    limit: () => limit,
    onTrimmed: (count) => trimmed.push(count),
    onFailed: (error) => expect.unreachable(String(error)),
  });
  await trimHistory();
  expect(await total()).toBe(250);
  limit = { kind: 'entries', entries: 100 };
  await Promise.all([trimHistory(), trimHistory()]);
  expect(trimmed).toEqual([150]);
  records.change({ kind: 'finished', entry: sampleEntry(1_000) });
  await records.settled();
  await trimHistory();
  expect(await total()).toBe(100);
  expect((await records.history.read(sampleId(1_000))).finishedAt).toBe(1_000);
});

const demoEntry = (number: number): HistoryEntry => sampleEntry(number, { demo: true });

test('lists demo entries before the others, marks them, and filters by them', async () => {
  demoEntries = [demoEntry(302), demoEntry(301)];
  const search = handlersWith(save)['history.search'];
  const all = await search({ offset: 0, limit: 3 });
  expect(all).toMatchObject({ matching: 252, total: 252, demo: 2 });
  expect(all.entries.map(({ id, demo }) => [id, demo])).toEqual([
    [sampleId(302), true],
    [sampleId(301), true],
    [sampleId(250), undefined],
  ]);
  expect((await search({ offset: 1, limit: 2 })).entries.map(({ id }) => id)).toEqual([
    sampleId(301),
    sampleId(250),
  ]);
  expect((await search({ offset: 3, limit: 1 })).entries.map(({ id }) => id)).toEqual([sampleId(249)]);
  const oldestFirst = { column: 'finishedAt', descending: false } as const;
  const last = await search({ offset: 249, limit: 3, sort: oldestFirst });
  expect(last.entries.map(({ finishedAt }) => finishedAt)).toEqual([250, 301, 302]);
  expect(await search({ offset: 0, limit: 3, demo: true })).toMatchObject({ matching: 2, total: 252 });
  expect(await search({ offset: 0, limit: 1, demo: false })).toMatchObject({
    matching: 250,
    entries: [{ id: sampleId(250) }],
  });
  expect(await search({ offset: 0, limit: 3, text: 'v302' })).toMatchObject({ matching: 1 });
  expect(await handlersWith(save)['history.read']({ id: sampleId(302) })).toMatchObject({ demo: true });
});

test('clearing one kind of entries leaves the other kind', async () => {
  demoEntries = [demoEntry(301)];
  const clear = handlersWith(save)['history.clear'];
  await clear({ kind: 'demo' });
  expect(demoEntries).toEqual([]);
  expect(await total()).toBe(250);
  demoEntries = [demoEntry(301)];
  await clear({ kind: 'real' });
  expect(demoEntries).toHaveLength(1);
  expect(await total()).toBe(0);
});

test('an export marks demo entries; an export that deletes has none of them', async () => {
  demoEntries = [demoEntry(301)];
  await handlersWith(save)['history.export']({ format: 'json', since: 249 });
  expect((await exported()).map(({ id, demo }) => [id, demo])).toEqual([
    [sampleId(301), true],
    [sampleId(250), undefined],
    [sampleId(249), undefined],
  ]);
  await handlersWith(save)['history.export']({ format: 'csv', since: 250 });
  const rows = (await readFile(exportPath(), 'utf8')).trimEnd().split('\r\n');
  expect(rows.map((row) => row.split(',').at(-1))).toEqual(['demo', 'demo', '']);
  await handlersWith(save)['history.exportAndDelete']({ before: 1_000, format: 'json' });
  expect(await exported()).toHaveLength(250);
  expect(demoEntries).toHaveLength(1);
});

const find = (text: string) => handlersWith(save)['history.findPushes']({ text });

test('finds who pushed a digest or to a URI, the latest first, with those of the demo', async () => {
  const digest = sampleDigest('100-0');
  demoEntries = [{ ...sampleEntry(100), id: sampleId(900), finishedAt: 900, demo: true }];
  for (const text of [digest, digest.slice(0, 14), digest.slice(7, 14), digest.slice(7).toUpperCase()])
    expect((await find(text)).pushes.map(({ entryId, isDemo }) => [entryId, isDemo])).toEqual([
      [sampleId(900), true],
      [sampleId(100), false],
    ]);
  const { repositoryUri } = sampleEntry(100).destination;
  expect((await find(`${repositoryUri}:v100`)).pushes.map(({ entryId }) => entryId)).toEqual([
    sampleId(900),
    sampleId(100),
  ]);
  expect((await find(`https://${repositoryUri}@${digest}`)).pushes).toHaveLength(2);
  // The source repository has the same name.
  expect((await find(`${sampleEntry(100).source.repositoryUri}:v100`)).pushes).toEqual([]);
  expect(await find(digest.slice(7, 13))).toEqual({ pushes: [], hasMore: false });
  expect(await find('team/app')).toEqual({ pushes: [], hasMore: false });
});

test('a search for pushes ends after twenty, and says that there are more', async () => {
  for (let number = 1_000; number < 1_030; number += 1)
    records.change({
      kind: 'finished',
      entry: { ...sampleEntry(7), id: sampleId(number), finishedAt: number },
    });
  await records.settled();
  const found = await handlersWith(save)['history.findPushes']({ text: sampleDigest('7-0') });
  expect(found.pushes).toHaveLength(20);
  expect(found.pushes[0]?.entryId).toBe(sampleId(1_029));
  expect(found.hasMore).toBe(true);
});
