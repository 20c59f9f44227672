import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { HistoryEntry } from '../../../shared/models/history.ts';
import { EngineError } from '../../engine/errors/engine-error.ts';
import type { Records } from '../../engine/storage/records.ts';
import { openRecords } from '../../engine/storage/records.ts';
import { sampleEntry, sampleId } from '../../testing/sample-records.ts';
import type { TextFile } from '../../app/dialogs/save-text.ts';
import { createHistoryHandlers } from './history.ts';
import { createHistoryTrimmer } from '../../app/storage/history-limit.ts';

let folder: string;
let records: Records;

beforeEach(async () => {
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
  createHistoryHandlers({ records, saveText });
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
