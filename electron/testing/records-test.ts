import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test as baseTest } from 'vitest';
import type { Records, RecordsOptions } from '../engine/storage/records.ts';
import { openRecords } from '../engine/storage/records.ts';
import type { QueuedTransfer } from '../engine/transfers/store/queued-transfer.ts';
import { sampleEntry, sampleTransfer } from './sample-records.ts';

/** A test with a folder of its own, in which `open` opens `records.db`. */
export const test = baseTest
  .extend('folder', async ({ task }, { onCleanup }) => {
    const folder = await mkdtemp(join(tmpdir(), `records-${task.id}-`));
    onCleanup(() => rm(folder, { recursive: true, maxRetries: 5 }));
    return folder;
  })
  .extend('path', ({ folder }) => join(folder, 'records.db'))
  .extend('open', ({ folder }, { onCleanup }) => {
    const opened: Records[] = [];
    onCleanup(async () => {
      await Promise.all(opened.map((records) => records.close()));
    });
    return (options: Partial<RecordsOptions> = {}): Records => {
      const records = openRecords({ folder, ...options });
      opened.push(records);
      return records;
    };
  })
  /** Changes the database without the app. */
  .extend('alter', ({ path }) => (sql: string): void => {
    const database = new DatabaseSync(path);
    database.exec(sql);
    database.close();
  });

/** The stored queue. */
export function queueOf(records: Records): readonly QueuedTransfer[] {
  let queue: readonly QueuedTransfer[] | undefined;
  records.onQueueRead((transfers) => (queue = transfers));
  if (!queue) throw new Error('The queue has not been read.');
  return queue;
}

/** The first entries of the history. */
export const firstPage = { offset: 0, limit: 200 };

export const finishTimes = async ({ history }: Records): Promise<readonly number[]> =>
  (await history.search({}, firstPage)).entries.map(({ finishedAt }) => finishedAt);

export const queued = (number: number) => ({ kind: 'queued', transfer: sampleTransfer(number) }) as const;
export const finished = (number: number) => ({ kind: 'finished', entry: sampleEntry(number) }) as const;
